import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * helmet's set, but: no HSTS and no upgrade to https (whether there is https is the site's own matter, and the demo has none);
 * same-origin referrers, because with `no-referrer` browsers post forms with `Origin: null`.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'object-src': ["'none'"],
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}
