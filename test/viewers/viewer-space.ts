import { mulberry32 } from '../../src/dev/demo/mulberry32.ts'

/** Every way of asking that is tried, dimension by dimension. What is undefined is not said. */
export const SPACE = {
  country:
    'US CA MX BR AR CL GB IE DE AT CH FR IT ES PT PL SE FI NO DK NL CZ HU TR SA AE ZA NG IN SG ID JP KR AU NZ XX'.split(
      ' ',
    ),
  cap: [undefined, 0, 6, 7, 12, 13, 16, 17, 18, 21],
  kids: [undefined, true],
  adult: [undefined, true],
  pin: [undefined, true],
  hints: ['', 'kids=1', 'maxAge=12', 'autoplay=off', 'gpc=1', 'saveData=1&reducedMotion=1'],
  /** Noon and night in Europe: some clocks let more through at night. */
  now: ['2026-11-22T12:00:00Z', '2026-11-22T23:30:00Z'],
} as const

type Dimension = keyof typeof SPACE
const DIMENSIONS = Object.keys(SPACE) as readonly Dimension[]
const SIZES = DIMENSIONS.map((dimension) => SPACE[dimension].length)

/** One way of asking. */
export type Asking = { readonly [Name in Dimension]: (typeof SPACE)[Name][number] }

/** How many ways there are. */
export const SPACE_SIZE = SIZES.reduce((product, size) => product * size, 1)

/** The way of asking with a number, from 0. */
export function askingAt(number: number): Asking {
  return askingOf(digitsOf(number))
}

function askingOf(digits: readonly number[]): Asking {
  return Object.fromEntries(DIMENSIONS.map((name, at) => [name, SPACE[name][digits[at] ?? 0]])) as Asking
}

function digitsOf(number: number): readonly number[] {
  let rest = number
  return SIZES.map((size) => {
    const digit = rest % size
    rest = Math.floor(rest / size)
    return digit
  })
}

/** Draws that are compared for each pick: more make the sample a little smaller. */
const DRAWS = 12

/** Ways of asking in which every two values of two dimensions meet at least once; others for each seed. */
export function pairwiseSample(seed: number): readonly Asking[] {
  const random = mulberry32(seed)
  const open = new Set(Array.from({ length: SPACE_SIZE }, (_, number) => number).flatMap((number) => pairs(number)))
  const sample: number[] = []
  for (let left = open.values().next(); !left.done; left = open.values().next()) {
    const draws = Array.from({ length: DRAWS }, () => with2(left.value, Math.floor(random() * SPACE_SIZE)))
    const [best = 0] = draws.sort((one, other) => gain(other, open) - gain(one, open))
    for (const pair of pairs(best)) open.delete(pair)
    sample.push(best)
  }
  return sample.map(askingAt)
}

const gain = (number: number, open: ReadonlySet<string>): number =>
  pairs(number).filter((pair) => open.has(pair)).length

/** Names of the pairs of values that meet in one way of asking. */
function pairs(number: number): readonly string[] {
  const digits = digitsOf(number)
  return digits.flatMap((one, at) =>
    digits.slice(at + 1).map((other, step) => `${at}=${one} ${at + 1 + step}=${other}`),
  )
}

/** A way of asking with two of its values replaced by those of a pair. */
function with2(pair: string, number: number): number {
  const digits = [...digitsOf(number)]
  for (const part of pair.split(' ')) {
    const [at = 0, digit = 0] = part.split('=').map(Number)
    digits[at] = digit
  }
  return digits.reduceRight((sum, digit, at) => sum * (SIZES[at] ?? 1) + digit, 0)
}
