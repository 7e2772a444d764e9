import type { z } from 'zod'
import type { ReadOnly } from '../../read-only.ts'
import type { deliveryAnswer, deliveryReport, itemFinding } from '../answers/deliveries.ts'
import type { feedAnswer } from '../answers/feeds.ts'
import type { quarantineList } from '../answers/quarantine.ts'
import type { feedOrder } from '../requests/feeds.ts'

type ValueOf<Schema extends z.ZodType> = ReadOnly<z.input<Schema>>

/** Ids in the examples of feeds. */
export const EXAMPLE_IDS = { feed: 'northlight', delivery: 'del_01HV5', entry: 'qua_01HV5' } as const
const AT = '2026-11-22T20:30:00.000Z'

/** Settings that are sent. */
export const SETTINGS: ValueOf<typeof feedOrder> = {
  format: 'ndjson',
  owner: 'northlight',
  territories: ['US', '@dach'],
  mode: 'full',
}

/** A feed that is well. */
export const FEED: ValueOf<typeof feedAnswer> = {
  feed: EXAMPLE_IDS.feed,
  revision: 3,
  format: 'ndjson',
  owner: 'northlight',
  territories: ['US', '@dach'],
  provides: ['names', 'ratings', 'offers', 'assets'],
  kind: 'clip',
  aspect: '16:9',
  codec: 'avc',
  titles: 'own',
  mode: 'full',
  timeZone: 'territory',
  dateOnlyEnd: 'exclusive',
  url: null,
  everyMinutes: 60,
  freshnessMinutes: 1440,
  maxRemovedPercent: 20,
  maxClipSeconds: 600,
  hosts: { 'cdn.northlight.example': 'northlight' },
  mediaTemplate: null,
  worldwide: false,
  watermark: AT,
  ageSeconds: 420,
  stale: false,
  lastDelivery: { delivery: EXAMPLE_IDS.delivery, outcome: 'promoted', at: AT },
  lastPull: null,
  items: 120,
  quarantined: 1,
  freshness: [
    {
      region: 'dach',
      last: { announcedSeconds: 142.5, servedSeconds: 171 },
      p50: { announcedSeconds: 150.1, servedSeconds: 188.4 },
      deliveries: 12,
    },
  ],
}

/** An item whose media are gone. */
export const FINDING: ValueOf<typeof itemFinding> = {
  item: 'clip-7',
  line: 41,
  path: 'media:content/@url',
  rule: 'url-expired',
  severity: 'error',
  value: 'https://cdn.northlight.example/7.m3u8?exp=1763800000',
  hint: 'it expired on 2025-11-22: send an address that lives as long as the item',
}

/** A delivery with one faulty item. */
export const REPORT: ValueOf<typeof deliveryReport> = {
  feed: EXAMPLE_IDS.feed,
  delivery: EXAMPLE_IDS.delivery,
  mode: 'full',
  dryRun: false,
  outcome: 'promoted',
  held: null,
  items: 120,
  accepted: 9,
  unchanged: 110,
  quarantined: 1,
  removed: 2,
  warnings: 0,
  records: { title: 3, asset: 9, campaign: 0 },
  refused: [FINDING],
  refusedCount: 1,
  watermark: AT,
  withdrawn: { records: 2, regions: ['na'], waiting: [] },
  revision: 212,
}

/** The same, held. */
export const HELD_REPORT: ValueOf<typeof deliveryReport> = {
  ...REPORT,
  outcome: 'held',
  held: { rule: 'removed', detail: '61 of 120 items are missing, over 20 %: release it if that is meant' },
  removed: 61,
  withdrawn: { records: 0, regions: [], waiting: [] },
}

/** A delivery in chunks, the third of which is still to come. */
export const OPEN_DELIVERY: ValueOf<typeof deliveryAnswer> = {
  delivery: EXAMPLE_IDS.delivery,
  feed: EXAMPLE_IDS.feed,
  mode: 'full',
  state: 'open',
  actor: 'ops@example.com',
  at: AT,
  chunks: [1, 2],
  progress: null,
  report: null,
}

/** An item in quarantine. */
export const ENTRY: ValueOf<typeof quarantineList>['entries'][number] = {
  quarantine: EXAMPLE_IDS.entry,
  feed: EXAMPLE_IDS.feed,
  item: 'clip-7',
  delivery: EXAMPLE_IDS.delivery,
  at: AT,
  line: 41,
  findings: [FINDING],
  fixed: false,
}
