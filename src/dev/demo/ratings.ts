import type { Rating } from '../../model/nouns/rating.ts'

/** How strong the demo says a title or clip is. Our own view, not a classification body's. */
export type Level = 'kids' | 'everyone' | 'seven' | 'twelve' | 'sixteen'

const LEVELS: readonly Level[] = ['kids', 'everyone', 'seven', 'twelve', 'sixteen']

/** Their systems are the ones that every installation of Firstframe knows. */
const KNOWN_EVERYWHERE = ['US', 'GB', 'DE', 'FR', 'ES', 'IN', 'JP', 'BR', 'AU', 'KR']

/** Per territory, one label for each level, in the order of `LEVELS`. */
const LABELS: Readonly<Record<string, readonly [string, string, string, string, string]>> = {
  US: ['TV-Y', 'G', 'PG', 'PG-13', 'R'],
  GB: ['U', 'U', 'PG', '12', '15'],
  DE: ['FSK 0', 'FSK 0', 'FSK 6', 'FSK 12', 'FSK 16'],
  FR: ['TP', 'TP', '10', '12', '16'],
  ES: ['Ai', 'A', '7', '12', '16'],
  IN: ['U', 'U', 'U/A 7+', 'U/A 13+', 'U/A 16+'],
  JP: ['G', 'G', 'G', 'PG12', 'R15+'],
  BR: ['L', 'L', '10', '12', '14'],
  AU: ['G', 'G', 'PG', 'M', 'MA 15+'],
  KR: ['ALL', 'ALL', '7', '12', '15'],
  AT: ['0', '0', '6', '12', '16'],
  CH: ['0', '0', '6', '12', '16'],
  IE: ['GA', 'GA', 'PG', '12A', '16'],
  CA: ['G', 'G', 'PG', '14A', '18A'],
  MX: ['AA', 'A', 'B', 'B', 'B-15'],
  AR: ['ATP', 'ATP', 'ATP', '+13', '+16'],
  CL: ['TE', 'TE', 'TE+7', '14', '18'],
  CO: ['T', 'T', '7', '12', '15'],
  IT: ['T', 'T', '6+', '14+', '18+'],
  PT: ['T', 'T', '10AP', '12AP', '16'],
  NL: ['AL', 'AL', '6', '12', '16'],
  BE: ['AL', 'AL', '6', '12', '16'],
  SE: ['Btl', 'Btl', '7', '11', '15'],
  NO: ['A', 'A', '6', '12', '15'],
  DK: ['A', 'A', '7', '11', '15'],
  FI: ['S', 'S', '7', '12', '16'],
  PL: ['AL', 'AL', '7', '12', '16'],
  NZ: ['G', 'G', 'PG', 'M', 'R16'],
  ZA: ['A', 'A', 'PG', '13', '16'],
  SG: ['G', 'G', 'PG', 'PG13', 'NC16'],
}

/** The demo's own ratings at one level, in every territory that it rates for. */
export function ratingsAt(level: Level): Rating[] {
  const column = LEVELS.indexOf(level)
  return Object.entries(LABELS).map(([territory, labels]) => ({ territory, label: labels[column] ?? labels[4] }))
}

/**
 * Only the ratings of well-known systems. What is cleared for unknown places needs this: there the strictest of
 * all ratings counts, and a label that the rules do not know makes it unrated.
 */
export function wellKnownRatingsAt(level: Level): Rating[] {
  return ratingsAt(level).filter(({ territory }) => KNOWN_EVERYWHERE.includes(territory))
}
