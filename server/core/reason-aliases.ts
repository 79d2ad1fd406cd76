/**
 * What others call the same: O-MOTION's codes, for rules and reports that know those. Several of ours may be one of theirs; of what the
 * block list names, an address or a network is theirs.
 */
export const REASON_ALIASES: Readonly<Record<string, string>> = {
  'first-access': 'FIRST_USER',
  'habit-device-new': 'FIRST_USER_DEVICE',
  'account-many-new-devices': 'FIRST_USER_DEVICE_COUNT_OVER',
  'habit-device-known': 'USER_DEVICE',
  'device-vouched': 'USER_DEVICE',
  'device-many-accounts': 'SAME_DEVICE',
  'device-fraudulent': 'NG_DEVICE',
  'tor-exit': 'TOR_IP_MATCH',
  'foreign-country': 'FOREIGN_IP',
  'foreign-language': 'FOREIGN_IP_AND_LANGUAGE',
  webdriver: 'BOT',
  'webdriver-denied': 'BOT',
  'headless-user-agent': 'BOT',
  'driver-named': 'BOT',
  'program-named': 'BOT',
  'list-block': 'NEGATIVE_IP',
};
