import type { Chance } from '../../../../src/decide/draw/chance.ts'
import { logUniform } from './sampled.ts'
import type { SimulatedCampaign } from './simulated-campaign.ts'
import { randomWindow, windowsInTurn } from './windows.ts'

/** Where and when a campaign is to play. */
export type Wish = Pick<SimulatedCampaign, 'cells' | 'window' | 'hours'>

/** A wish, and the share of its chances that is booked for it. */
export interface WishedShare {
  readonly wish: Wish
  readonly share: number
}

/** Lanes that each take a share of every hour: how many cells a campaign of theirs has, and how many follow each other. */
const LANES = [
  { cells: 1, inTurn: 2 },
  { cells: 2, inTurn: 3 },
  { cells: 3, inTurn: 4 },
  { cells: 3, inTurn: 5 },
  { cells: 6, inTurn: 4 },
  { cells: 12, inTurn: 3 },
] as const
const PARTS_OF_DAY = [0, 6, 12, 18].map((from) => ({ from, until: from + 6 }))
const SMALL = 10

/**
 * The guaranteed campaigns, booked so that every hour of every cell is taken to the same share: in lanes, each of which
 * is tiled with campaigns over cells and time; one lane by parts of the day. Some small ones come on top.
 */
export function guaranteedWishes(cells: number, bookedShare: number, chance: Chance): WishedShare[] {
  const sizes = [...LANES, null].map(() => 0.5 + chance())
  const all = sizes.reduce((sum, each) => sum + each, 0)
  const shares = sizes.map((size) => (bookedShare * size) / all)
  const lanes = LANES.flatMap(({ cells: width, inTurn }, lane) =>
    groups(cells, width, lane).flatMap((group) =>
      windowsInTurn(inTurn, chance).map((window) => booked({ cells: group, window, hours: null }, shares[lane])),
    ),
  )
  const parts = groups(cells, 3, 1).flatMap((group) =>
    PARTS_OF_DAY.flatMap((hours) =>
      windowsInTurn(1, chance).map((window) => booked({ cells: group, window, hours }, shares[LANES.length])),
    ),
  )
  const small = Array.from({ length: SMALL }, (_, index) =>
    booked(
      { cells: [index % cells], window: randomWindow(3 + 20 * chance(), chance), hours: null },
      logUniform(0.0002, 0.01, chance),
    ),
  )
  return [...lanes, ...parts, ...small]
}

function booked(wish: Wish, share = 0): WishedShare {
  return { wish, share }
}

/** All cells in groups of the same width, beginning with one of them. */
function groups(cells: number, width: number, first: number): number[][] {
  return Array.from({ length: Math.floor(cells / width) }, (_, group) =>
    Array.from({ length: width }, (_each, index) => (first + group * width + index) % cells),
  )
}
