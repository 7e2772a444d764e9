import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { GATE_GROUPS } from '../../../src/decide/eligibility/gates/gate-groups.ts'
import { GATE_REASONS, type GateReason } from '../../../src/model/nouns/reason.ts'

/** Who gives a reason: a gate of a group, somebody else, or nobody yet. */
const GIVEN_BY: Readonly<Record<GateReason, 'gates' | 'another' | 'nobody'>> = {
  takedown: 'another',
  'not-approved': 'another',
  'not-started': 'gates',
  ended: 'gates',
  embargoed: 'gates',
  territory: 'gates',
  geo: 'gates',
  'no-offer': 'gates',
  surface: 'gates',
  unrated: 'gates',
  refused: 'gates',
  maturity: 'gates',
  band: 'gates',
  page: 'gates',
  clock: 'gates',
  descriptor: 'gates',
  kids: 'gates',
  privacy: 'nobody',
  format: 'gates',
  language: 'nobody',
  entitlement: 'gates',
  'frequency-cap': 'another',
  fatigue: 'another',
  holdout: 'nobody',
  pacing: 'another',
}

it('a reason that gates give is in a group of gates, and no other is', () => {
  const given = new Set(GATE_GROUPS.flatMap(({ gates }) => gates.map(({ reason }) => reason)))
  expect(GATE_REASONS.filter((reason) => given.has(reason))).toEqual(
    GATE_REASONS.filter((reason) => GIVEN_BY[reason] === 'gates'),
  )
})

it('the page about deciding has a row for each reason that is given, in gate order, and names the reserved ones', () => {
  const page = readFileSync(new URL('../../../src/decide/README.md', import.meta.url), 'utf8')
  const [, table = ''] = page.split('## The gates, in order')
  const rows = [...table.matchAll(/^\| ((?:`[a-z-]+` ?)+)\|/gm)].flatMap(
    ([, cell = '']) => cell.match(/[a-z-]+/g) ?? [],
  )
  // Fatigue is what is left of a placement, not of a candidate.
  const given = GATE_REASONS.filter((reason) => GIVEN_BY[reason] !== 'nobody' && reason !== 'fatigue')
  expect(rows).toEqual(given)
  for (const reason of GATE_REASONS) expect(page).toContain(`\`${reason}\``)
})
