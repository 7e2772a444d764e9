import type { Chance } from '../../../../src/decide/draw/chance.ts'
import type { PacingMode } from '../../../../src/learn/pacing/paced-goal.ts'
import type { BookedLoad } from './booked-load.ts'
import { guaranteedWishes, type Wish, type WishedShare } from './guaranteed-lanes.ts'
import { MONTH_STEPS, STEPS_PER_HOUR } from './month.ts'
import { logUniform, oneOf } from './sampled.ts'
import type { CampaignChange, SimulatedCampaign } from './simulated-campaign.ts'
import { randomWindow } from './windows.ts'

/** All campaigns of the month, and how many of them are not guaranteed, by tier. */
const CAMPAIGNS = 200
const TAKEOVERS = 3
const EVERGREENS = 30
/** The share of what is free that a forecast promises. */
const PROMISED = 0.9

/** All campaigns of the month. The guaranteed ones take this share of each hour that is forecast. */
export function bookedCampaigns(
  load: BookedLoad,
  cells: number,
  bookedShare: number,
  chance: Chance,
): SimulatedCampaign[] {
  const guaranteed = guaranteedCampaigns(load, guaranteedWishes(cells, bookedShare, chance), chance)
  const standards = CAMPAIGNS - guaranteed.length - TAKEOVERS - EVERGREENS
  const others = [
    ...numbered(TAKEOVERS, (index) => unbooked('takeover', index, randomWindow(0.5, chance))),
    ...numbered(standards, (index) => unbooked('standard', index, randomWindow(3 + 27 * chance(), chance))),
    ...numbered(EVERGREENS, (index) => unbooked('evergreen', index, randomWindow(10 + 20 * chance(), chance))),
  ]
  return [...guaranteed, ...others]

  function unbooked(priority: SimulatedCampaign['priority'], index: number, window: Wish['window']): SimulatedCampaign {
    const first = Math.floor(chance() * cells)
    const asked = {
      window,
      hours: null,
      cells: numbered(oneOf([1, 2, 3, 6], chance), (next) => (first + next) % cells),
    }
    const made = {
      ...asked,
      ...manner(chance),
      id: `cmp_${priority}-${index}`,
      priority,
      change: null,
      isReachable: false,
    }
    const share = logUniform(0.02, 0.5, chance)
    const wanted = Math.ceil(share * load.offered(asked).chances * made.expectedYield)
    return { ...made, goal: priority === 'standard' ? wanted : null }
  }
}

function guaranteedCampaigns(load: BookedLoad, wishes: readonly WishedShare[], chance: Chance): SimulatedCampaign[] {
  for (const { wish, share } of wishes) load.book(wish, share)
  return wishes.map(({ wish, share }, index) => {
    const made = { ...wish, ...manner(chance) }
    const { chances, free } = load.offered(wish)
    const booked = share * chances
    const goal = Math.ceil(booked * made.expectedYield)
    const change = index % 5 === 0 ? changed(made, goal, index / 5, chance) : null
    const isReachable = booked <= PROMISED * (free + booked)
    return { ...made, id: `cmp_guaranteed-${index}`, priority: 'guaranteed', goal, change, isReachable }
  })
}

function manner(chance: Chance): Pick<SimulatedCampaign, 'weight' | 'mode' | 'viewRate' | 'expectedYield'> {
  const viewRate = 0.55 + 0.4 * chance()
  const drawn = chance()
  const mode: PacingMode = drawn < 0.7 ? 'even' : drawn < 0.9 ? 'frontload' : 'asap'
  // What was measured of others says it to some tenths.
  return { weight: oneOf([1, 1, 1, 2, 5], chance), mode, viewRate, expectedYield: viewRate * (0.85 + 0.3 * chance()) }
}

/** One in five is changed in the middle: paused, extended, or wanted to reach more or less. */
function changed(
  { window, mode }: Wish & { readonly mode: PacingMode },
  goal: number,
  kind: number,
  chance: Chance,
): CampaignChange {
  const length = window.until - window.from
  const at = window.from + wholeHours(length * (0.3 + 0.3 * chance()))
  if (kind % 4 === 0) return { kind: 'paused', span: { from: at, until: at + wholeHours(length * 0.12) } }
  if (kind % 4 === 1)
    return { kind: 'extended', at, until: Math.min(MONTH_STEPS, window.until + wholeHours(0.3 * length)) }
  // What is shown as soon as possible may have been shown by then: it cannot be wanted to reach less.
  return { kind: 'goal', at, goal: Math.ceil(goal * (kind % 4 === 2 || mode === 'asap' ? 1.1 : 0.85)) }
}

function wholeHours(steps: number): number {
  return Math.floor(steps / STEPS_PER_HOUR) * STEPS_PER_HOUR
}

function numbered<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => make(index))
}
