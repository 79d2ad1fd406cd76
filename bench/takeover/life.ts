import { browserAt, engineOf, type Kind } from './browsers.ts';
import { type Login, type Place, pageMsOf, visitOf } from './login.ts';
import { type Device, newDevice, type Owner } from './people.ts';
import { aHome, onAJourney, onTheRoad } from './places.ts';
import { COOKIE_GOES_TOO, DAY_MS, GAP_DAYS, LIFE, type Settings, WEBKIT_DAYS, WEBKIT_DELETES } from './settings.ts';

/** What was out of the ordinary with a login: what the bench tells owners who are asked apart by. */
export type Oddity = 'ordinary' | 'new phone' | 'cleared' | 'key gone' | 'private window' | 'moved' | 'journey';
export type OwnLogin = {
  readonly login: Login;
  readonly odd: Oddity;
  readonly device: Device;
  readonly mistyped: boolean;
};

const MONTH_DAYS = 30;

/** The owner comes at this moment: what happened since the last time, then where and with what. Changes the devices. */
export function livesOn(owner: Owner, at: number, serial: number, settings: Settings): OwnLogin {
  const { draws, account, manager, frequency } = owner;
  const days = GAP_DAYS[frequency];
  let odd: Oddity = 'ordinary';
  if (draws.chance(LIFE.movedADay * days)) {
    owner.household.place = aHome(draws);
    odd = 'moved';
  }
  const device = usedNow(owner, at);
  if (device.isPhone && draws.chance(LIFE.newPhoneADay * days)) {
    buyPhone(owner, device, serial);
    odd = 'new phone';
  } else if (draws.chance(LIFE.clearedADay * days)) {
    forget(device, serial, true);
    odd = 'cleared';
  } else if (device.usedAt > 0 && !keyStands(owner, device, at, settings)) {
    forget(device, serial, draws.chance(COOKIE_GOES_TOO) && engineOf(device.kind) !== 'webkit');
    odd = 'key gone';
  }
  const travels = draws.chance(LIFE.travelOfLogins);
  if (travels) odd = 'journey';
  const place = travels ? onAJourney(draws) : placeOf(owner, device, at);
  const browser = browserAt(device.kind, at, device.lag, manager);
  const isPrivate = draws.chance(sometimesNeither(settings)) || owner.alwaysNeither;
  const pageMs = pageMsOf(draws);
  const mistyped = draws.chance(LIFE.mistypedOfLogins);
  if (isPrivate) {
    const cookie = { id: `p${serial}`, returning: false };
    const login: Login = { serial, at, account, phase: 'succeeded', browser, place, cookie, key: null, pageMs };
    return { login, odd: 'private window', device: newDevice(device.kind, `p${serial}`, draws), mistyped };
  }
  const cookie = { id: device.cookie, returning: device.returning };
  const key = device.key === null ? null : { id: device.key, after: device.visit };
  return {
    login: { serial, at, account, phase: 'succeeded', browser, place, cookie, key, pageMs },
    odd,
    device,
    mistyped,
  };
}

/** Of the logins of those who do not always come so. */
const sometimesNeither = ({ neitherShare, alwaysNeither }: Settings): number =>
  ((1 - alwaysNeither) * neitherShare) / (1 - alwaysNeither * neitherShare);

/** The visit was spent: its browser goes on from there. */
export function wasUsed(device: Device, { serial, at }: Login): void {
  device.before = device.visit;
  device.visit = visitOf(serial);
  device.returning = true;
  device.usedAt = at;
}

function usedNow({ draws, phone, computer, office }: Owner, at: number): Device {
  if (computer === null) return phone;
  const phoneShare = isOfficeHour(at) && office !== null ? 0.4 : LIFE.phoneLogins;
  return draws.chance(phoneShare) ? phone : computer;
}

/** Nine to six in Japan, on weekdays. */
function isOfficeHour(at: number): boolean {
  const hour = (at / (60 * 60_000)) % 24;
  const weekday = new Date(at).getUTCDay();
  return hour < 9 && weekday > 0 && weekday < 6;
}

function placeOf({ draws, office, household, carrier }: Owner, device: Device, at: number): Place {
  if (device.isPhone && draws.chance(LIFE.mobileOfPhoneLogins)) return onTheRoad(draws, carrier);
  if (office !== null && isOfficeHour(at) && draws.chance(LIFE.atWorkByDay)) return office;
  return household.place;
}

function buyPhone({ draws }: Owner, device: Device, serial: number): void {
  const other: Kind = device.kind === 'safariOnIphone' ? 'chromeOnAndroid' : 'safariOnIphone';
  if (draws.chance(LIFE.otherMakeOfNewPhones)) device.kind = other;
  forget(device, serial, true);
}

function keyStands({ draws }: Owner, device: Device, at: number, { keySurvival }: Settings): boolean {
  const engine = engineOf(device.kind);
  const days = (at - device.usedAt) / DAY_MS;
  if (engine === 'webkit' && days > WEBKIT_DAYS && draws.chance(WEBKIT_DELETES)) return false;
  return draws.chance(keySurvival[engine] ** (days / MONTH_DAYS));
}

/** A new key, and a new cookie where that went too. */
function forget(device: Device, serial: number, cookieToo: boolean): void {
  device.key = `k${serial}`;
  device.visit = '';
  device.before = '';
  if (!cookieToo) return;
  device.cookie = `c${serial}`;
  device.returning = false;
}
