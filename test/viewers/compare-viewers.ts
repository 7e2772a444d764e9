import type { Context } from '../../src/decide/context/context.ts'
import { type Asking, SPACE } from './viewer-space.ts'
import type { Answered, ViewerWorld } from './viewer-world.ts'

/** From what may be known least to what may be known most. */
const PRIVACY: readonly Context['privacy'][] = ['minor', 'opted-out', 'contextual', 'consented']

type Answers = Pick<Asking, 'country' | 'hints' | 'now'>

/** What one viewer gets that another does not, though it should be within; empty: nothing. */
export function wider(narrow: Answered, wide: Answered, only: 'shown' | 'all' = 'all'): readonly string[] {
  const beyond = <Name>(name: string, fewer: ReadonlySet<Name>, more: ReadonlySet<Name>) =>
    [...fewer].filter((each) => !more.has(each)).map((each) => `${name} ${each}`)
  const shown = beyond('shows', narrow.shown, wide.shown)
  if (only === 'shown') return shown
  return [
    ...shown,
    ...beyond('starts', narrow.starts, wide.starts),
    ...(PRIVACY.indexOf(narrow.privacy) > PRIVACY.indexOf(wide.privacy) ? [`is ${narrow.privacy}`] : []),
    ...beyond('holds', narrow.holds, wide.holds),
    ...(narrow.asked && !wide.asked ? ['asks the profile store'] : []),
  ]
}

/** Everything that a claim can open, besides what a way of asking says of its viewer. */
const OPENING = { personalize: true, ent: ['subscription', 'rent', 'buy', 'free'] }

function claimsOf({ cap, kids, adult, pin }: Asking): Record<string, unknown> {
  const said = Object.entries({ cap, kids, adult, pin }).filter(([, value]) => value !== undefined)
  return { ...OPENING, ...Object.fromEntries(said) }
}

/** Claims of which one is lowered or left out. Of a cap that is left out, only what is shown is held: see the README. */
function lowered(claims: Record<string, unknown>): readonly (readonly [string, Record<string, unknown>])[] {
  const { cap } = claims
  const lower = SPACE.cap.filter((each) => each !== undefined && typeof cap === 'number' && each < cap)
  const without = ['adult', 'pin', 'personalize', 'ent'].filter((name) => name in claims)
  return [
    ...lower.slice(-2).map((each) => [`cap ${each}`, { ...claims, cap: each }] as const),
    ...without.map((name) => [`no ${name}`, { ...claims, [name]: undefined }] as const),
  ]
}

/** What breaks one of the relations for a way of asking; empty: they hold. */
export async function brokenRelations(world: ViewerWorld, asking: Asking): Promise<readonly string[]> {
  const asker = new Asker(world, asking)
  const claims = claimsOf(asking)
  const guest = await asker.ask(null)
  const [good, expired] = [await asker.ask(claims), await asker.ask(claims, 'expired')]
  const broken = [
    ...wider(expired, good).map((what) => `expired ${what}, and did not when it was good`),
    ...wider(expired, guest).map((what) => `expired ${what}, and a guest does not`),
  ]
  for (const [name, fewer] of lowered(claims)) {
    broken.push(...wider(await asker.ask(fewer), good).map((what) => `${name} ${what}`))
  }
  if (asking.cap !== undefined) {
    const { cap: _cap, ...rest } = claims
    broken.push(...wider(await asker.ask(rest), good, 'shown').map((what) => `no cap ${what}`))
  }
  // A token that says nothing, and none: asked after all the others, so that none of them has left anything behind.
  for (const again of [await asker.ask({ personalize: false }), await asker.ask(null)]) {
    if (said(again) !== said(guest)) broken.push(`a guest is answered ${said(again)}, and was ${said(guest)}`)
  }
  return broken
}

/** Asks in one way, as different viewers. */
class Asker {
  constructor(
    private readonly world: ViewerWorld,
    private readonly asking: Answers,
  ) {}

  async ask(claims: Record<string, unknown> | null, state: 'good' | 'expired' = 'good'): Promise<Answered> {
    const token = claims === null ? null : await this.world.token(claims, state)
    return this.world.ask(this.asking, token)
  }
}

/** All of an answer but what its viewer is called. */
function said({ privacy, territory, shown, starts, holds, asked }: Answered): string {
  return JSON.stringify([privacy, territory, [...shown], [...starts], [...holds], asked])
}
