import { REPORT_BYTES_MAX } from '../shared/constants.ts';

/** Every size, wait, queue and loop of the server has its limit here. Bytes, milliseconds, counts. */
export const LIMITS = {
  /** A report, and a little for what an older or newer agent words differently. */
  collectBodyBytesMax: REPORT_BYTES_MAX + 1024,
  screeningBodyBytesMax: 128 * 1024,
  outcomeBodyBytesMax: 8 * 1024,
  jsonDepthMax: 12,
  jsonKeysMax: 4000,
  /** From the first byte of a body to its last. */
  bodyReadMsMax: 10_000,
  /** What of a refused body is still read, and dropped, so that the refusal arrives. */
  refusedBodyBytesMax: 1024 * 1024,
  refusedBodyMsMax: 1000,
  headersMsMax: 10_000,
  requestMsMax: 30_000,
  keepAliveMs: 15_000,
  headerBytesMax: 32 * 1024,
  connectionsMax: 5000,
  userAgentCharsMax: 1024,
  badFieldsShownMax: 20,
  /** Of one request: more than an agent and those it passes through make. */
  signaturesMax: 4,
  signatureHeaderCharsMax: 8192,
  /** From created to expires; the large agents sign for an hour. What was spent is remembered for as long. */
  signatureLifeS: 3600,
  /** Clocks of others. */
  signatureSkewS: 60,
  /** A site's registered programs; one with as many networks as it may have is 90 KB. */
  programsPerSiteMax: 100,
  programBodyBytesMax: 128 * 1024,
  /** An operator's own detectors; each is asked in every screening, and again for the counterfactual. */
  privateDetectorsMax: 64,
  /** As much as a tell of ours that nobody has refuted: alone it lets people in, two of them ask for a step-up. */
  privateWeightMax: 2.5,
  privateFactsMax: 8,
  privateFactCharsMax: 128,
  /** A site's list entries with those that ended: in memory some 60 MB, in every process. */
  listEntriesMax: 100_000,
  /** Read in one step when the lists are followed, or written: some 5 ms of the embedded store, which answers in this thread. */
  listEntriesRead: 500,
  /** At the start: a hundred sites with as many as they may have. */
  listPagesMax: 20_000,
  /** What has expired leaves a process's memory so often: a list that is full is gone through in some 10 ms. */
  listDropEveryMs: 60 * 60_000,
  /**
   * What was taken off, or expired, is kept as long as screenings are: a record names the entry that decided it, and who looks at one,
   * or answers a complaint of a year ago, must find whose it was and why.
   */
  listEndedLifeMs: 400 * 24 * 60 * 60_000,
  listEntryBodyBytesMax: 16 * 1024,
  listImportBodyBytesMax: 2 * 1024 * 1024,
  idempotencyKeyCharsMax: 128,
  idempotencyLifeMs: 24 * 60 * 60_000,
  /** Another process or a double click changed the same token in between: load and decide again. */
  commitTriesMax: 6,
  /** A repeat whose record is not there yet: another process is writing it, or was cut off before it answered. */
  recordComesTries: 3,
  recordComesMs: 20,
  /** Of the time a screening has for the state, what is kept for writing its answer to this machine's own disk. */
  spoolReserveMs: 40,
  /** A report may wait longer than a screening: nobody waits for it. */
  saveReportMsMax: 1000,
  /** Changes that no screening waits for: outcomes, erasures. */
  changeMsMax: 2000,
  /** A header that a signature covers, as the screening's schema and the SDK cut it. */
  signedHeaderCharsMax: 4096,
  /** What owners' visits showed of the detectors goes to the store, and comes from there, so often; a browser's release takes days. */
  calibrationEveryMs: 60_000,
  /** Counts that wait for it: some 30 detectors in 300 browsers. More are made-up versions. */
  calibrationCountsMax: 10_000,
  /** Keys that set a detector off in one release are told apart up to so many: a handful decides. */
  calibrationOddKeysMax: 32,
  /** Keys of one day that a process counts: some 8 MB, and far more visits than a rate of one in a thousand needs. */
  calibrationKeysMax: 50_000,
  /** How usual things are on a site changes over days; a sketch of some 6,000 sums a site goes to the store, and comes from there. */
  habitEveryMs: 60_000,
  /** Rows of one reading: half a millisecond of the embedded store, which answers in this thread. */
  habitCellsRead: 500,
  /** A hundred large sites at the start are some 1,300 pages. */
  habitPagesMax: 2000,
  /** Of what others wrote while it was read, with clocks that differ: read again, which changes nothing. */
  habitReadAgainMs: 180_000,
  /**
   * From when a site's devices are taken to come through one address, that of a proxy: more than half of the known devices of the last
   * hour, of 30 at the least (a family and an office are fewer) and the last 500 (half of them is no chance).
   */
  addressDevicesMin: 30,
  addressDevicesMax: 500,
  addressWindowMs: 60 * 60_000,
  addressSitesMax: 1000,
  /**
   * What whole sites do now, of one process (flows/site-velocity.ts): a campaign takes minutes to be seen. Providers: those of a country;
   * shapes: a site's browsers and networks, and what an attacker makes up, the ones unseen for longest going first. So many at the least,
   * twice as many at the most; a shape has some 10 KB where many failed, all of them 50 MB in an attack.
   */
  pulseProvidersKept: 1000,
  pulseShapesKept: 2500,
  pulseSitesKept: 1000,
  /**
   * What processes tell one another of shapes that fail (flows/site-campaigns.ts): each from a twelfth of what is a campaign on (no excess
   * shows before), the largest ones of a while, 80 KB each at the most and mostly 10. So often that a campaign which ten processes share
   * is seen within seconds.
   */
  campaignEveryMs: 5000,
  campaignAccountsTold: 6,
  campaignsTold: 64,
  campaignRowsRead: 20,
  campaignPagesMax: 100,
  campaignRowsKept: 500,
  /** Of clocks that differ, and of what was stored while it was read: read again, which changes nothing. */
  campaignReadAgainMs: 30_000,
  /** What this process and others saw is put together once in so long: some 0.1 ms for each cut of a shape. */
  campaignJudgedAgainMs: 1000,
  /** As long as what is counted of accounts elsewhere. */
  campaignLifeMs: 30 * 24 * 60 * 60_000,
  /** Of processes, and of those that they took the place of; and campaigns shown in one list. */
  campaignRowsShown: 400,
  campaignsShown: 100,
  /** While this process itself is held up, by a flood or a pause, the time of a store does not pass, up to this much. */
  heldUpMsMax: 400,
  /** What the state does in the background, one call: putting back a spooled answer, an erasure, a sweep. */
  stateBackgroundMsMax: 10_000,
  /** The state is left alone after so many failures in a row, or this share of the most recent calls, until a probe succeeds. */
  breakerFailures: 5,
  breakerRecentCalls: 64,
  breakerFailedShare: 0.5,
  breakerProbeMs: 250,
  /** Answers that wait on this machine's disk for the state, of one process: some 20,000 and their bytes. */
  spoolLinesMax: 20_000,
  spoolBytesMax: 256 * 1024 * 1024,
  /** A file of the spool is drained whole, in memory. */
  spoolSegmentBytesMax: 8 * 1024 * 1024,
  /** A disk that does not take it in this time has failed. */
  spoolKeepMsMax: 500,
  spoolDrainEveryMs: 1000,
  /** Answers handed to the state at once: twice as many are hardly faster, and screenings wait for a batch of these some 2 ms. */
  spoolDrainAtOnceMax: 16,
  /** Both scripts of eight releases: who pins an agent by its hash has as many updates of the gate to follow. In memory: some 500 KB. */
  agentFilesKeptMax: 16,
  /** Reports kept, over all sites; beyond it the oldest go first (about 4 KB each). */
  reportsMax: 1_000_000,
  /**
   * What buckets remember of devices' images (docs/linking.md), for the gate's own devices alone: so long unchanged, an image is not
   * written again; and so many new ones a device a day, since a page may show a made-up one each time. A bucket has 24 images and 64
   * marks at the most: 4 KB; a device in all of its 16: see Sizing in docs/OPERATING.md.
   */
  sightingAgainDays: 7,
  imagesPerDeviceDayMax: 4,
  /**
   * What a network (/24, /64) asked of nonces lately, where a site asks for work: in memory, some 2 MB at the most. From each of these
   * counts on, a puzzle wants one zero bit more, which doubles the work: at the most 8 times the base, some 1 s on a slow phone, since
   * a carrier has thousands of people behind one /24.
   */
  recentAsksMs: 5 * 60_000,
  recentAsksNetworksMax: 10_000,
  moreWorkFromAsks: [100, 400, 1600],
  /** Zero bits of the base: 7 is 1,024 hashes, some 20 ms of a desktop and 100 of a slow phone. */
  workBitsBase: 7,
  workBitsBaseMin: 4,
  workBitsBaseMax: 12,
  /** Of more devices of one image, what accounts they are used for tells nothing. */
  recallDevicesMax: 20,
  /** As long as docs/signals.md promises: then a record's personal payload goes, the record stays. */
  payloadLifeMs: 90 * 24 * 60 * 60_000,
  /** Screenings stay searchable for 13 months: a charge-back may come a year later. */
  screeningLifeMs: 400 * 24 * 60 * 60_000,
  outcomesPerScreeningMax: 100,
  /** Of them what anybody may have said who has the password: he leaves room for those who are believed. */
  outcomesOfAnybodyMax: 50,
  /** "Was this you?" is asked while somebody remembers. */
  noticeWithinMs: 24 * 60 * 60_000,
  /** Of several notices that are made at once one takes the place: longer than they take to be made. */
  noticePlaceLifeMs: 60_000,
  /** Who is logged in for longer than a day may have left the device to others. */
  answerLoginWithinMs: 24 * 60 * 60_000,
  /** Keys of the hours that one purpose keeps: two days, as tokens live for one. An export, which reads older ones, derives those. */
  periodKeysMax: 48,
  sweepEveryMs: 60_000,
  /** Records go by the day or the month: more often finds nothing. */
  retireEveryMs: 60 * 60_000,
  sweepRowsMax: 5000,
  /**
   * Requests of one lane that may be in work at once, and that may wait for it. With more than these few collects a Redis that syncs
   * every write is behind by as many: 32 or 8 made a screening's p99 in a flood 130 ms, 4 made it 43
   * (one run each; such runs swing by half), for a quarter of the capacity.
   */
  collectInWorkMax: 4,
  collectWaitingMax: 256,
  collectWaitMsMax: 2000,
  /** Collects that may begin in one turn of the event loop; between turns a screening waits for no more than these. */
  collectPerTurn: 2,
  /** A refusal is answered after this time, so that a flood over few connections slows itself down. */
  refusalDelayMs: 1000,
  refusalsDelayedMax: 2000,
  refusalsPerTurn: 4,
  /**
   * So few that those in work are through within half of the time that the state has for one, on the slowest store measured: the
   * others spend their wait here, where it does not count against the store.
   */
  screeningInWorkMax: 64,
  screeningWaitingMax: 1024,
  /** Together with the state's time less than a backend waits (sdk/node: 1 s): later answers are read by nobody. */
  screeningWaitMsMax: 600,
  /** A backend should hear soon that it must decide by itself. */
  screeningRefusalDelayMs: 50,
  /** Searches, reads, exports and erasures: people wait for them, and a search may be long. */
  consoleInWorkMax: 4,
  consoleWaitingMax: 64,
  consoleWaitMsMax: 5000,
  /**
   * What one call of a view counts of the screenings of a period: it says so where there are more. In memory 90 MB at the most, where each
   * comes from an address of its own, for each of the console's lane; read in steps of 2 ms of the embedded store, which answers in this
   * thread. People wait no longer for a table.
   */
  sightingsMax: 200_000,
  sightingsMsMax: 4000,
  sightingsRead: 500,
  /** Bytes of bodies that one lane holds at once, also of requests that still send theirs or wait. */
  collectBodiesBytesMax: 32 * 1024 * 1024,
  screeningBodiesBytesMax: 64 * 1024 * 1024,
  consoleBodiesBytesMax: 4 * 1024 * 1024,
  /** Seconds of Retry-After: of a full lane; of the state, which is asked again every 250 ms; of what a person has to look at. */
  retryAfterS: 2,
  stateAwayRetryAfterS: 1,
  recordsAwayRetryAfterS: 5,
  drainMsMax: 10_000,
  drainEveryMs: 50,
  /** How long a process that leaves says so before it takes nothing new, where anybody asks; asked within so long. */
  drainNoticeMs: 2000,
  readinessWatchedMs: 30_000,
  /** Probes of any number share one answer of the stores for so long; the stores have so long for it. */
  readinessKeptMs: 1000,
  readinessMsMax: 1000,
  /** At start: stores that come up together with the gate. */
  storeStartMsMax: 10_000,
  storeStartEveryMs: 250,
  /** A process that ended is replaced after so long, twice as long each time they die young, up to the longest. */
  workerAgainMs: 100,
  workerAgainMsMax: 30_000,
  workerSteadyMs: 60_000,
  /** From asking all processes for their metrics to adding up what came. */
  workerMetricsMsMax: 1000,
  sqliteBusyMs: 2000,
  /** Writes of one process that wait for the embedded store's thread. */
  writesWaitingMax: 4096,
  /** A writing thread that ended is started again after so long, twice as long each time it comes to nothing. */
  writerAgainMs: 100,
  writerAgainMsMax: 5000,
  writerCloseMsMax: 5000,
  /** One process's connections to PostgreSQL; one more waits its turn, no longer than connecting may take. */
  /** Erasing an account: records a step, and how long one call goes on with the next. */
  eraseRowsMax: 200,
  eraseMsMax: 20_000,
  postgresConnectionsMax: 10,
  postgresConnectMsMax: 2000,
  /** A statement ends on the server, and a little later here, should the server not be heard from. */
  postgresStatementMsMax: 5000,
  postgresAnswerMsMax: 6000,
  /** A schema is changed, or awaited while another process changes it, for so long. */
  postgresMigrateMsMax: 10 * 60_000,
  /** Making or dropping a partition keeps others waiting for no longer. */
  postgresLockMsMax: 1000,
  /** Of what a wrong clock dated: rows that are put in their place when their partition is made late, and deleted at once. */
  postgresMovedRowsMax: 50_000,
  postgresRetiredRowsMax: 5000,
  /** A Redis that takes longer to be reached is away; one that says nothing for this long while it is asked gets a new connection. */
  redisConnectMsMax: 2000,
  redisSilentMsMax: 4000,
  redisPingEveryMs: 1000,
  redisReconnectMsMax: 1000,
  /** At the start and at the end. */
  redisOpenMsMax: 8000,
  redisCloseMsMax: 2000,
  /** Commands of one connection that are not answered. */
  redisCommandsMax: 8192,
  redisTryAgainMs: 10,
  /** Screenings and outcomes that wait in Redis to be moved to the records, and what one takes; beyond it commits are refused. */
  outboxEventsMax: 250_000,
  outboxEventBytes: 8 * 1024,
  /** Moved to the records, a screening stays in Redis: for repeats, and readers that come between. */
  outboxMovedLifeMs: 5 * 60_000,
  /** Events of one transaction. While a process moves a shard's records, no other does. */
  outboxBatchMax: 128,
  outboxLeaseMs: 10_000,
  /** Between two batches that were not full; where nothing waits; where the records are away. */
  outboxEveryMs: 50,
  outboxIdleMs: 200,
  outboxBackOffMsMax: 5000,
  outboxStopMsMax: 5000,
  /** A single event that is refused again and again, with nothing else to tell whether it is to blame. */
  outboxRefusalsMax: 5,
  outboxWatchEveryMs: 1000,

  /** What `npm run doctor` waits for an answer, and reads of one. */
  doctorFetchMsMax: 10_000,
  doctorBytesMax: 5_000_000,
} as const;
