/**
 * What a network (an autonomous system) is for. `consumer`: fixed lines of people and offices; `other`: a company's own, a transit
 * carrier, or one through which people come by the million though it is a data centre's.
 */
export const ASN_KINDS = ['consumer', 'mobile', 'hosting', 'vpn', 'education', 'other'] as const;
export type AsnKind = (typeof ASN_KINDS)[number];

/**
 * By number where the name does not say it, or says it wrongly. Private Relay leaves through Akamai's, Fastly's and Cloudflare's
 * networks, and Cloudflare's WARP too; Google's own carries the VPN of its phones: people.
 */
const BY_NUMBER: ReadonlyMap<number, AsnKind> = new Map([
  ...[13335, 20940, 36183, 54113, 15169, 714, 6185, 2709].map(it => [it, 'other'] as const),
  // AWS, Azure, IBM, Alibaba, Tencent, Akamai's own, Savvis, UpCloud … : named as companies, or as countries' branches of them.
  ...[16509, 14618, 8987, 8075, 8068, 36351, 16625, 63949, 3561, 31898, 396982].map(it => [it, 'hosting'] as const),
  ...[45102, 37963, 45090, 132203, 136907, 55990, 20473, 9009, 36352, 54290].map(it => [it, 'hosting'] as const),
  ...[40676, 46261, 35908, 62904, 25820, 46844, 35916, 29066, 11878].map(it => [it, 'hosting'] as const),
  // SAKURA, GMO, IDC Frontier, Kagoya, Xserver, NTTPC, BIGLOBE's and NIFTY's are lines: not here.
  ...[9370, 9371, 7684, 7506, 4694, 24282, 131965, 59105].map(it => [it, 'hosting'] as const),
  // Mullvad (31173 Services), Proton, NordVPN (PacketHub, Tefincom), Surfshark (Cyberzone), Private Internet Access.
  ...[39351, 62371, 209103, 136787, 207137, 147049, 141039, 209854].map(it => [it, 'vpn'] as const),
  // docomo, SoftBank's mobile, Rakuten Mobile, UQ; T-Mobile US, Verizon Wireless, AT&T Mobility, Jio, Three, EE.
  ...[9605, 10010, 138384, 131149, 21928, 6167, 22394, 20057, 55836, 206067, 12576].map(it => [it, 'mobile'] as const),
]);

/** Words of hosters in registered names; the first that fits decides, so what is narrower stands first. */
const BY_WORDS: readonly (readonly [AsnKind, RegExp])[] = [
  ['vpn', /\b(vpn|mullvad|31173 services|packethub|proton (ag|technologies)|surfshark|windscribe|privado)|vpn\b/i],
  [
    'education',
    /universi|\buniv\b|college|\bschools?\b|\bschule|\bacadem|hochschule|politec|polytechni|institute of technology|research (and|&) education|\b(renater|surf b\.?v|janet|jisc|sinet|garr|geant|cernet|redclara|nordunet|k12)\b|national institute of informatics|大学/i,
  ],
  [
    'hosting',
    /host(ing|er|inger|kins|winds|ed|s|papa|royale|gator|dime|way|europe|key|net|us|ia)?\b|hosting|\bvps|\bcloud|cloud\b|clouds?\.|data ?cent(er|re)|datacenter|\bcolo(cation|crossing|center|guard|\b)|\bservers?\b|server(s|ius|central)?\b|dedicated|\bcdn\b|digital ?ocean|linode|\bovh\b|hetzner|contabo|leaseweb|vultr|constant company|datacamp|choopa|scaleway|online s\.?a\.?s|iomart|ionos|strato\b|aruba s\.p|netcup|rackspace|godaddy|unified layer|liquid web|endurance|bluehost|psychz|quadranet|zenlayer|equinix|internap|hivelocity|hurricane electric|new dream|dreamhost|team blue|one\.com|home\.pl|nazwa|selectel|worldstream|nforce|velia|voxility|i3d\.net|anexia|plusserver|syseleven|firstcolo|clouvider|limestone networks|webnx|tzulo|multacom|enzu\b|fdcservers|nocix|wholesale internet|reliablesite|frantech|buyvm|gigenet|steadfast|softlayer|vkvm|kamatera|xneelo|alibaba|aliyun|tencent|ucloud|huawei cloud|oracle|amazon\b|aws\b|edgecast|limelight|gcore|g-core|stackpath|cachefly|bunny|wix\.com|squarespace|automattic|weebly|heroku|fly\.io|xserver|kagoya|conoha|idc ?frontier|さくら/i,
  ],
  [
    'mobile',
    /\bmobile|mobil[ei]?\b|cellular|\bcellco\b|\bgsm\b|\bumts\b|\blte\b|\b[45]g\b|docomo|\bmovistar|celular|telefonia movil/i,
  ],
  [
    'consumer',
    /tele?com|telef[oó]n|telekom|\btelco|broadband|cable|communicat|\bisp\b|internet|\bfib(er|re|ra)|fiber|\bdsl\b|\bftth\b|wireless|\bwisp\b|\bnet(works?)?\b|netzbetreiber|\bhikari|comcast|charter|\bcox\b|verizon|at&t|centurylink|orange\b|vodafone|\bbt\b|\bsky\b|virgin media|kddi|softbank|\bntt\b|plala|biglobe|nifty|so-net|\bocn\b|\bj:?com\b|jcom|chubu|energia|optage|k-opticom|qtnet|starlink|spacex|satellite|provider|provedor|telsim|turk|line\b|conne(ct|x)/i,
  ],
];

/** @param name as registered; '' is unknown. */
export function asnKind(number: number, name: string): AsnKind {
  return BY_NUMBER.get(number) ?? BY_WORDS.find(([, words]) => words.test(name))?.[0] ?? 'other';
}
