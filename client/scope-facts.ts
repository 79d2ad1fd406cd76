import { property } from './property.ts';

/** What a scope (a window, a worker, a frame) says of the browser, as texts. */
export type ScopeFacts = Readonly<
  Record<'userAgent' | 'platform' | 'languages' | 'cores' | 'memory' | 'webdriver' | 'timeZone', string>
>;
export type Scope = {
  readonly navigator: object;
  readonly Intl: { DateTimeFormat(): { resolvedOptions(): { readonly timeZone?: string } } };
};

const CHARS_MAX = 1024;

export function scopeFacts(scope: Scope): ScopeFacts {
  const { navigator } = scope;
  const said = (name: string) => String(property(navigator, name) ?? '').slice(0, CHARS_MAX);
  return {
    userAgent: said('userAgent'),
    platform: said('platform'),
    languages: said('languages'),
    cores: said('hardwareConcurrency'),
    memory: said('deviceMemory'),
    webdriver: said('webdriver'),
    timeZone: scope.Intl.DateTimeFormat().resolvedOptions().timeZone ?? '',
  };
}

/** What the other scope says where it differs from the window. Workers have no `webdriver` in Firefox and Safari: that is no difference. */
export function differing(own: ScopeFacts, other: ScopeFacts): Partial<ScopeFacts> {
  const differs: Partial<Record<keyof ScopeFacts, string>> = {};
  let name: keyof ScopeFacts;
  for (name in own) if (other[name] !== '' && other[name] !== own[name]) differs[name] = other[name];
  return differs;
}
