import '../../setup/aead.ts'
import {
  type DecidedItem,
  type DecisionRecord,
  NOT_SAID,
  NOT_SAID_OF_ITEM,
} from '../../../src/edge/token/decision/decision-record.ts'
import { sealDecisionToken } from '../../../src/edge/token/decision/decision-token.ts'
import { readKeyring } from '../../../src/edge/token/keyring.ts'
import type { BenchRow, Run } from '../suite.ts'
import { compared } from '../tables/comparison.ts'
import { interleaved } from '../tables/measure.ts'

const KEYS = JSON.stringify([{ kid: 'b1', key: Buffer.alloc(32, 7).toString('base64url') }])
const NOW = Date.UTC(2026, 10, 30, 9)

function item(index: number): DecidedItem {
  return {
    placementId: `row-${index}`,
    surface: 'browse-tile',
    position: index,
    assetId: `ast_film-${index * 37}-trailer`,
    campaignId: `cmp_campaign-${index % 7}`,
    propensity: 1 / (3 + index),
    drawn: true,
    sticky: index % 3 === 0,
    reserved: index % 10 === 0,
    renditions: index % 2 === 0 ? [1, 0] : [0, 2, 1],
  }
}

/** A record of so many items of a consented viewer, with everything that a record can say. */
function record(items: number): DecisionRecord {
  return {
    decisionId: 'c4'.repeat(16),
    region: 'dach',
    snapshot: 'b5'.repeat(32),
    sequence: 41,
    privacy: 'consented',
    territory: 'DE',
    device: 'tv',
    unit: '0123456789abcdef',
    holdout: false,
    subject: 'viewer-4711',
    arms: [],
    items: Array.from({ length: items }, (_, index) => item(index)),
  }
}

/** The same, saying no more than records said before. */
function shorter(whole: DecisionRecord): DecisionRecord {
  return { ...whole, ...NOT_SAID, items: whole.items.map((each) => ({ ...each, ...NOT_SAID_OF_ITEM })) }
}

/** Bytes of a token, and what sealing it takes, beside a record that says no more than before. */
export async function tokenRows(run: Run): Promise<readonly BenchRow[]> {
  const keyring = await readKeyring(KEYS, 'DECISION_KEYS')
  const rows: BenchRow[] = []
  for (const items of [1, 10, 50]) {
    const [now, before] = [record(items), shorter(record(items))]
    const names = { now: `token of ${items} items`, before: `token of ${items} items, as before` }
    const bytes = (name: string, said: DecisionRecord) => {
      const values = [sealDecisionToken(said, keyring, NOW).length]
      return { name, candidates: items, unit: 'bytes', values }
    }
    const floor = bytes(names.before, before)
    rows.push(compared('events', floor, null), compared('events', bytes(names.now, now), floor))
    const seals = { now: `sealing ${items} items`, before: `sealing ${items} items, as before` }
    const pace = { repeats: 15, unit: 'µs', sampleMs: 20, warmMs: 200, longestRunMs: 1_000 } as const
    rows.push(
      ...(await interleaved(run, { suite: 'events', candidates: items, floor: seals.before, ...pace }, [
        { name: seals.before, run: () => sealDecisionToken(before, keyring, NOW) },
        { name: seals.now, run: () => sealDecisionToken(now, keyring, NOW) },
      ])),
    )
  }
  return rows
}
