import { expect, it } from 'vitest'
import { decisionLogLine } from '../../src/model/messages/decision-log.ts'

/** Fields that every line has: in the first version, and since. Whatever comes to them is absent in lines of before. */
const IN_EVERY_LINE = [
  'v decisionId region at logged snapshot mediaOrigin context placements denies served leftOut memory counts',
  'firstPosition openWith seed ended answer fault',
]
const IN_EVERY_CONTEXT = [
  'now territory place ratingPlaces timeZones unknownPlace embargo eea viewer cap guestCap kids kidsProven adult pin',
  'minor privacy entitlements device codecs maxHeight language autoplayOff saveData reducedMotion',
]

it.each([
  ['a line', decisionLogLine.shape, IN_EVERY_LINE],
  ['a context', decisionLogLine.shape.context.shape, IN_EVERY_CONTEXT],
])('what came to %s of the log has a default, for the lines that were written before', (_what, shape, always) => {
  const required = Object.entries(shape).filter(([, field]) => !field.safeParse(undefined).success)
  expect(required.map(([name]) => name).sort()).toEqual(always.join(' ').split(' ').sort())
})
