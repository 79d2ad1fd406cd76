import { createRequire } from 'node:module';
import geoip from 'geoip-lite';
import type { Geo } from '../ports/geo.ts';

const { version } = createRequire(import.meta.url)('geoip-lite/package.json') as { version: string };

/** MaxMind's GeoLite data inside the package geoip-lite, credited in NOTICE: nothing is asked over the network. */
export const geoLite: Geo = {
  country: ip => geoip.lookup(ip)?.country || null,
  dataVersion: `geoip-lite ${version}`,
};
