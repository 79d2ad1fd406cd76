import type { Visitor } from '../visitor.ts';

/** Browsers of their own that are downloaded, or bought: none of them runs where nothing is installed but packages. */
const NAMES = ['Camoufox', 'nodriver', 'undetected-chromedriver', 'Multilogin', 'GoLogin', 'Kameleo'];

export const NOT_HERE: readonly Visitor[] = NAMES.map(name => ({
  name,
  kind: 'untested',
  needs: [],
  visit: () => Promise.reject(new Error(`${name} is not here; set it on the gate with --command '… {url}'`)),
}));
