import type { SearchResult } from '../../contracts/ops/answers/inquiries/search.ts'
import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import { isRegionId, REGION_IDS } from '../../model/nouns/region.ts'
import { type Action, FEED_ACTIONS, type FeedAction } from '../../model/policies/access.ts'
import { mayDo, mayDoWithFeed, whoMay } from '../frame/may-do.ts'
import { type ActRegistry, type ActSubject, actHref, type ConsoleAct } from './console-act.ts'
import { leadingHits, tellingWords, typedWords } from './typed-words.ts'

/** One line that the palette offers. */
export interface PaletteLine {
  readonly label: string
  /** What stands small beside it. */
  readonly hint: string
  /** Who may do it, where whoever looks may not; null: they may. */
  readonly heldBy: string | null
  /** A page, a control of the frame by its attribute, or what is to be typed on. */
  readonly leads:
    | { readonly page: string; readonly keepsQuestion: boolean }
    | { readonly control: string }
    | { readonly types: string }
}

/** What the search found, by the words that were looked for. */
export type FoundByWords = ReadonlyMap<string, readonly SearchResult[]>

/** Words that are looked for beside all of them: more would be a burst of requests for each key. */
const OTHER_SEARCHES_MAX = 2

/** Before the acts are read, and where they cannot be: what is found by name is still offered. */
export const NO_ACTS: ActRegistry = { acts: {}, frameActs: [] }

/** What has to be looked for: all that was typed, and what stands behind the name of an act: `take down | night train`. */
export function searchesFor(typed: string, registry: ActRegistry): readonly string[] {
  const words = typedWords(typed)
  const rests = Object.values(registry.acts)
    .flatMap((act) => restBehind(act, words) ?? [])
    .sort((one, other) => one.length - other.length)
  return words.length === 0 ? [] : [words.join(' '), ...new Set(rests.slice(0, OTHER_SEARCHES_MAX))]
}

/**
 * What the palette offers for what was typed, the surest first: acts on what was named; acts that name nothing; what is
 * called so; acts that still want a name.
 *
 * @param me who looks; null: that is not known yet, and nothing is greyed
 * @param registry every act; `NO_ACTS` until they are read
 */
export function linesFor(
  typed: string,
  found: FoundByWords,
  me: WhoAmI | null,
  registry: ActRegistry,
): readonly PaletteLine[] {
  const words = typedWords(typed)
  if (words.length === 0) return []
  const acts = Object.values(registry.acts)
  const regions = regionLines(acts, words, me)
  const lines = [
    ...regions.named,
    ...acts.flatMap((act) => namedLines(act, found.get(restBehind(act, words) ?? '') ?? [], me)),
    ...plainLines(registry, words, me),
    ...(found.get(words.join(' ')) ?? []).flatMap((result) => foundLines(result, me, registry)),
    ...acts.flatMap((act) => (wantsName(act, words) ? [lineToType(act)] : [])),
    ...regions.unnamed,
  ]
  return lines.filter((line, index) => lines.findIndex((other) => isSame(line, other)) === index)
}

function ownWords({ words, otherWords = '' }: Pick<ConsoleAct, 'words' | 'otherWords'>): readonly string[] {
  return tellingWords(`${words} ${otherWords}`)
}

function isOf(act: ConsoleAct, kind: ActSubject): boolean {
  return act.subjects.includes(kind)
}

/** What was typed behind the name of an act that wants something by name; null: nothing was. */
function restBehind(act: ConsoleAct, words: readonly string[]): string | null {
  if (act.subjects.length === 0 || isOf(act, 'region')) return null
  const hits = leadingHits(words, ownWords(act))
  return hits === 0 || hits === words.length ? null : words.slice(hits).join(' ')
}

function wantsName(act: ConsoleAct, words: readonly string[]): boolean {
  const wants = act.subjects.length > 0 && !isOf(act, 'region')
  return wants && leadingHits(words, ownWords(act)) === words.length
}

/** Acts on regions: those on one that was named, and those on every other. */
function regionLines(acts: readonly ConsoleAct[], words: readonly string[], me: WhoAmI | null) {
  const named: PaletteLine[] = []
  const unnamed: PaletteLine[] = []
  for (const act of acts.filter((each) => isOf(each, 'region'))) {
    for (const region of REGION_IDS) {
      const others = words.filter((word) => !region.startsWith(word))
      if (leadingHits(words, ownWords(act)) === words.length) unnamed.push(lineOf(act, 'region', region, region, me))
      else if (
        others.length > 0 &&
        others.length < words.length &&
        leadingHits(others, ownWords(act)) === others.length
      )
        named.push(lineOf(act, 'region', region, region, me))
    }
  }
  return { named, unnamed }
}

function plainLines(registry: ActRegistry, words: readonly string[], me: WhoAmI | null): PaletteLine[] {
  const isMeant = (act: Pick<ConsoleAct, 'words' | 'otherWords'>) => leadingHits(words, ownWords(act)) === words.length
  const frame = registry.frameActs.filter(isMeant).map(({ words: label, control }) => ({
    ...{ label, hint: 'do', heldBy: null },
    leads: { control },
  }))
  const acts = Object.values(registry.acts).filter((act) => act.subjects.length === 0 && isMeant(act))
  return [...acts.map((act) => lineOf(act, null, '', '', me)), ...frame]
}

function namedLines(act: ConsoleAct, results: readonly SearchResult[], me: WhoAmI | null): PaletteLine[] {
  return results.filter(({ kind }) => isOf(act, kind)).map(({ kind, id, name }) => lineOf(act, kind, id, name, me))
}

/** Something that was found: its own page, and for what can be withdrawn at once also that. */
function foundLines(result: SearchResult, me: WhoAmI | null, { acts }: ActRegistry): PaletteLine[] {
  const { kind, id, name, href } = result
  if (!href.startsWith('/console')) return []
  const own = { label: name, hint: `${kind} ${id}`, heldBy: null, leads: { page: href, keepsQuestion: false } }
  const isContent = kind === 'title' || kind === 'asset'
  return isContent && acts.takeDownOf ? [own, ...namedLines(acts.takeDownOf, [result], me)] : [own]
}

function lineOf(act: ConsoleAct, kind: ActSubject | null, id: string, name: string, me: WhoAmI | null): PaletteLine {
  const heldBy = me === null || mayAct(act, kind, id, me) ? null : rolesFor(act, me)
  const what = kind === null ? 'do' : kind === 'region' ? 'region' : `${kind} ${id}`
  return {
    label: name === '' ? act.words : `${act.words} ${name}`,
    hint: heldBy === null ? what : `${what}: ${heldBy} may`,
    heldBy,
    leads: { page: actHref(act, id), keepsQuestion: act.keepsQuestion === true },
  }
}

/** The name of an act, typed out, so that the name of what it is done to can follow. */
function lineToType({ words, subjects }: ConsoleAct): PaletteLine {
  return {
    label: `${words} …`,
    hint: `then the name of a ${subjects.join(' or ')}`,
    heldBy: null,
    leads: { types: `${tellingWords(words).join(' ')} ` },
  }
}

function mayAct({ anyOf }: ConsoleAct, kind: ActSubject | null, id: string, me: WhoAmI): boolean {
  return anyOf.some((action) => {
    if (isFeedAction(action)) return mayDoWithFeed(me, action, kind === 'feed' ? id : null)
    return mayDo(me, action, isRegionId(id) && kind === 'region' ? [id] : [])
  })
}

function isFeedAction(action: Action): action is FeedAction {
  return (FEED_ACTIONS as readonly Action[]).includes(action)
}

function rolesFor({ anyOf }: ConsoleAct, me: WhoAmI): string {
  return [...new Set(anyOf.flatMap((action) => whoMay(me, action).split(', ')))].join(', ')
}

function isSame(one: PaletteLine, other: PaletteLine): boolean {
  return one.label === other.label && JSON.stringify(one.leads) === JSON.stringify(other.leads)
}
