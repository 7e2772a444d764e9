import { LogicEngine } from 'json-logic-engine'
import type { NaiveRequest } from '../naive/candidate.ts'
import { UNRATED_AGE } from '../naive/filter.ts'
import type { Peer } from './peer.ts'

/** JsonLogic, compiled for each request; where code may not be made from strings, as in workerd, it cannot compile. */
export const jsonLogic: Peer = {
  name: 'json-logic-engine, compiled',
  over: (candidates) => {
    const engine = new LogicEngine()
    return (request) => {
      const test = engine.build(ruleFor(request))
      return candidates.filter((candidate) => test(candidate) === true).map(({ index }) => index)
    }
  },
}

const field = (name: string) => ({ var: name })

const openAt = (spans: string, at: number) => ({
  some: [field(spans), { and: [{ '<=': [field('start'), at] }, { '<': [at, field('end')] }] }],
})

const emptyOrSharing = (list: string, wanted: readonly string[]) => ({
  or: [{ '===': [field(`${list}.length`), 0] }, { some: [field(list), { in: [field(''), { preserve: wanted }] }] }],
})

function ruleFor(request: NaiveRequest): unknown {
  const { now, minuteOfWeek, surface, cap, device, codecs, maxHeight, entitlements } = request
  const rated = [{ '===': [field('rating.state'), 'rated'] }, { '<=': [field('rating.age'), cap] }]
  return {
    and: [
      { in: [surface.id, field('surfaces')] },
      { in: [field('aspect'), { preserve: surface.aspects }] },
      { in: [field('kind'), { preserve: surface.kinds }] },
      openAt('assetWindows', now),
      openAt('campaignWindows', now),
      openAt('hours', minuteOfWeek),
      { '<=': [field('embargoUntil'), now] },
      { or: [field('worldwide'), openAt('offers', now)] },
      {
        or: [{ and: rated }, ...(cap >= UNRATED_AGE ? [{ '===': [field('rating.state'), 'unrated'] }] : [])],
      },
      { '<=': [field('bandAge'), cap] },
      { '!==': [field('kids'), 'only'] },
      {
        some: [
          field('renditions'),
          { and: [{ in: [field('codec'), { preserve: codecs }] }, { '<=': [field('height'), maxHeight] }] },
        ],
      },
      emptyOrSharing('devices', [device]),
      emptyOrSharing('entitlements', entitlements),
    ],
  }
}
