import type { IncomingMessage } from 'node:http';
import { LIMITS } from '../limits.ts';

/**
 * Reads what is left of a refused body and drops it, bounded in bytes and time: closing on unread bytes resets the connection
 * (RFC 9112, 9.6), and the caller would see that instead of the reason.
 */
export function drainBody(req: IncomingMessage): Promise<void> {
  const hopeless = Number(req.headers['content-length'] ?? 0) > LIMITS.refusedBodyBytesMax;
  if (req.complete || req.destroyed || hopeless) return Promise.resolve();
  return new Promise(resolve => {
    let size = 0;
    const settle = (): void => {
      clearTimeout(timer);
      req.off('data', onData).off('end', settle).off('error', settle).off('close', settle);
      resolve();
    };
    const onData = (part: Buffer): void => {
      size += part.length;
      if (size > LIMITS.refusedBodyBytesMax) settle();
    };
    const timer = setTimeout(settle, LIMITS.refusedBodyMsMax);
    req.on('data', onData).on('end', settle).on('error', settle).on('close', settle);
  });
}
