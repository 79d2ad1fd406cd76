/** What others call the same reason: O-MOTION's codes, for rules and reports that know those. */
export const REASON_ALIASES: Readonly<Record<string, string>> = {
  'first-access': 'FIRST_USER',
  'habit-device-new': 'FIRST_USER_DEVICE',
  'habit-device-known': 'USER_DEVICE',
  'device-vouched': 'USER_DEVICE',
  'device-many-accounts': 'SAME_DEVICE',
  'device-fraudulent': 'NG_DEVICE',
  'tor-exit': 'TOR_IP_MATCH',
  'foreign-country': 'FOREIGN_IP',
  'foreign-language': 'FOREIGN_IP_AND_LANGUAGE',
};
