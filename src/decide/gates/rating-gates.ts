import { NO_INDEX } from '../../model/snapshot.ts'
import { assetStanding, bandOf, type Standing, standingText, titleStanding } from '../standing.ts'
import type { Gate, GateInput } from './gate.ts'

/** Where the ratings that counted stand. */
const ratingSource = ({ context }: GateInput): string =>
  context.ratingPlaces.map((place) => `rules/ratings/${place}.json`).join(', ')

const unrated: Gate = {
  reason: 'unrated',
  refuses: (input, asset) =>
    input.context.cap < input.snapshot.rules.maturity.unratedAge && assetStanding(input, asset).state === 'unrated',
  evidence: ({ context }) => ({
    rule: 'unratedAge',
    source: 'rules/policies/maturity.json',
    value: `no rating known in ${context.ratingPlaces.join(' and ')}; cap ${context.cap}`,
  }),
}

const refused: Gate = {
  reason: 'refused',
  refuses: (input, asset) => assetStanding(input, asset).state === 'refused',
  evidence: (input, asset) => ({
    rule: 'refused',
    source: ratingSource(input),
    value: standingText(input, assetStanding(input, asset)),
  }),
}

const maturity: Gate = {
  reason: 'maturity',
  refuses: (input, asset) => assetStanding(input, asset).age > input.context.cap,
  evidence: (input, asset) => ({
    rule: 'age',
    source: ratingSource(input),
    value: `${standingText(input, assetStanding(input, asset))}; cap ${input.context.cap}`,
  }),
}

const band: Gate = {
  reason: 'band',
  refuses: (input, asset) => (bandOf(input, asset)?.minAge ?? 0) > input.context.cap,
  evidence: (input, asset) => ({
    rule: `band ${bandOf(input, asset)?.band}`,
    source: 'rules/trailers/bands.json',
    value: `age ${bandOf(input, asset)?.minAge}; cap ${input.context.cap}`,
  }),
}

/** A kids profile sees only what was made for children or is open to all, about titles inside its cap. */
const kids: Gate = {
  reason: 'kids',
  refuses: (input, asset) => {
    if (!input.context.kids) return false
    if (!fitsKids(input, assetStanding(input, asset))) return true
    const title = titleStanding(input, asset)
    return title !== null && !fitsKids(input, title)
  },
  evidence: (input, asset) => ({
    rule: 'kidsKinds',
    source: 'rules/policies/maturity.json',
    value: kidsText(input, asset),
  }),
}

function fitsKids({ snapshot, context }: GateInput, { state, age, kind }: Standing): boolean {
  return state === 'rated' && age <= context.cap && snapshot.rules.maturity.kidsKinds.includes(kind)
}

function kidsText(input: GateInput, asset: number): string {
  const own = assetStanding(input, asset)
  const title = titleStanding(input, asset)
  const said = `${standingText(input, own)}, ${own.kind}`
  if ((input.snapshot.hot.assets.title[asset] ?? NO_INDEX) === NO_INDEX || title === null) return said
  return `${said}; its title ${standingText(input, title)}, ${title.kind}`
}

/** Gates over ratings before those of places, in the order of `GATE_REASONS`. */
export const RATING_GATES: readonly Gate[] = [unrated, refused, maturity, band]

/** The gate of kids profiles, which comes after those of places. */
export const KIDS_GATE: Gate = kids
