import { addListEntry } from './add-list-entry.ts';
import { addProgram } from './add-program.ts';
import { answerAsOwner } from './answer-as-owner.ts';
import { changeDevice } from './change-device.ts';
import { changeListEntry } from './change-list-entry.ts';
import { collect } from './collect.ts';
import { createScreening } from './create-screening.ts';
import { disclosure } from './disclosure.ts';
import { endListEntry } from './end-list-entry.ts';
import type { Endpoint } from './endpoint.ts';
import { eraseAccount } from './erase-account.ts';
import { exportAccount } from './export-account.ts';
import { exportLists } from './export-lists.ts';
import { healthLive, healthReady } from './health.ts';
import { importLists } from './import-lists.ts';
import { listAddresses } from './list-addresses.ts';
import { listCampaigns } from './list-campaigns.ts';
import { listDevices } from './list-devices.ts';
import { listPrograms } from './list-programs.ts';
import { listSharedDevices } from './list-shared-devices.ts';
import { makeNotice } from './make-notice.ts';
import { metrics } from './metrics.ts';
import { nonce } from './nonce.ts';
import { readCampaign } from './read-campaign.ts';
import { readListEntry } from './read-list-entry.ts';
import { readScreening } from './read-screening.ts';
import { readTimeline } from './read-timeline.ts';
import { removeProgram } from './remove-program.ts';
import { reportOutcome } from './report-outcome.ts';
import { searchLists } from './search-lists.ts';
import { searchScreenings } from './search-screenings.ts';
import { switchCampaign } from './switch-campaign.ts';

/** Every endpoint of the API, in the order the documents show them. */
export const ENDPOINTS: readonly Endpoint[] = [
  nonce,
  collect,
  disclosure,
  createScreening,
  searchScreenings,
  readScreening,
  reportOutcome,
  makeNotice,
  answerAsOwner,
  readTimeline,
  listDevices,
  listSharedDevices,
  changeDevice,
  listAddresses,
  listCampaigns,
  readCampaign,
  switchCampaign,
  listPrograms,
  addProgram,
  removeProgram,
  searchLists,
  addListEntry,
  readListEntry,
  changeListEntry,
  endListEntry,
  exportLists,
  importLists,
  exportAccount,
  eraseAccount,
  healthLive,
  healthReady,
  metrics,
];
