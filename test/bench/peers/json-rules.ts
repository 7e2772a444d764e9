import { Engine, type TopLevelCondition } from 'json-rules-engine'
import type { NaiveRequest, Span } from '../naive/candidate.ts'
import { UNRATED_AGE } from '../naive/filter.ts'
import type { Peer } from './peer.ts'

/** A forward-chaining rule engine: one run for each candidate, and each run is asynchronous. */
export const jsonRules: Peer = {
  name: 'json-rules-engine',
  over: (candidates) => async (request) => {
    const engine = engineFor(request)
    const passed: number[] = []
    for (const candidate of candidates) {
      const { events } = await engine.run({ ...candidate })
      if (events.length > 0) passed.push(candidate.index)
    }
    return passed
  },
}

interface Playable {
  readonly codecs: readonly string[]
  readonly maxHeight: number
}

function engineFor(request: NaiveRequest): Engine {
  const engine = new Engine()
  engine.addOperator<readonly Span[], number>('openAt', (spans, at) =>
    spans.some(({ start, end }) => start <= at && at < end),
  )
  engine.addOperator<readonly { codec: string; height: number }[], Playable>(
    'playable',
    (found, { codecs, maxHeight }) => found.some(({ codec, height }) => codecs.includes(codec) && height <= maxHeight),
  )
  engine.addOperator<readonly string[], readonly string[]>(
    'emptyOrSharing',
    (own, wanted) => own.length === 0 || own.some((each) => wanted.includes(each)),
  )
  engine.addRule({ conditions: conditionsFor(request), event: { type: 'eligible' } })
  return engine
}

function conditionsFor(request: NaiveRequest): TopLevelCondition {
  const { now, minuteOfWeek, surface, cap, device, codecs, maxHeight, entitlements } = request
  const ofRating = (path: string, operator: string, value: unknown) => ({ fact: 'rating', path, operator, value })
  const rated = [ofRating('$.state', 'equal', 'rated'), ofRating('$.age', 'lessThanInclusive', cap)]
  return {
    all: [
      { fact: 'surfaces', operator: 'contains', value: surface.id },
      { fact: 'aspect', operator: 'in', value: surface.aspects },
      { fact: 'kind', operator: 'in', value: surface.kinds },
      { fact: 'assetWindows', operator: 'openAt', value: now },
      { fact: 'campaignWindows', operator: 'openAt', value: now },
      { fact: 'hours', operator: 'openAt', value: minuteOfWeek },
      { fact: 'embargoUntil', operator: 'lessThanInclusive', value: now },
      {
        any: [
          { fact: 'worldwide', operator: 'equal', value: true },
          { fact: 'offers', operator: 'openAt', value: now },
        ],
      },
      { any: [{ all: rated }, ...(cap >= UNRATED_AGE ? [ofRating('$.state', 'equal', 'unrated')] : [])] },
      { fact: 'bandAge', operator: 'lessThanInclusive', value: cap },
      { fact: 'kids', operator: 'notEqual', value: 'only' },
      { fact: 'renditions', operator: 'playable', value: { codecs, maxHeight } },
      { fact: 'devices', operator: 'emptyOrSharing', value: [device] },
      { fact: 'entitlements', operator: 'emptyOrSharing', value: entitlements },
    ],
  }
}
