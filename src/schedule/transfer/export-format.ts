import { z } from 'zod'
import { DOCUMENT_TYPES } from '../store/keys.ts'

const counts = z.object({ title: z.int(), asset: z.int(), campaign: z.int(), takedown: z.int() })
/** Number of records in an export, by type. */
export type RecordCounts = z.infer<typeof counts>

/** The first line of an export: what follows, and which narrowings its records contain. */
export const exportHeader = z.object({
  v: z.literal(1),
  type: z.literal('export'),
  /** Milliseconds since 1970. */
  at: z.number(),
  counts,
  /** The records contain the narrowings up to this number. */
  narrowed: z.int(),
  /** Numbers of narrowings that were announced but whose documents were never written. */
  unmade: z.array(z.int()),
})
export type ExportHeader = z.infer<typeof exportHeader>

/** The last line: without it, or with another hash, the export is incomplete. */
export const exportEnd = z.object({
  v: z.literal(1),
  type: z.literal('export-end'),
  /** Number of lines before this one. */
  lines: z.int(),
  /** Hash of all lines before this one, computed by `LineHash`. */
  sha256: z.string(),
})

/** A narrowing that not everything announceable knows of yet, as the store has it. */
export const exportedNarrowings = z.object({ v: z.literal(1), type: z.literal('narrowings'), entry: z.string() })

/** Zero for each type. */
export function noCounts(): RecordCounts {
  return { title: 0, asset: 0, campaign: 0, takedown: 0 }
}

/** What is missing of the announced counts, such as `3 of 705 assets, all 2 takedowns`; empty when nothing is. */
export function missingOf(wanted: RecordCounts, found: RecordCounts): string {
  const types = [...DOCUMENT_TYPES, 'takedown'] as const
  const short = types.filter((type) => found[type] < wanted[type])
  return short
    .map((type) =>
      found[type] === 0 ? `all ${wanted[type]} ${type}s` : `${wanted[type] - found[type]} of ${wanted[type]} ${type}s`,
    )
    .join(', ')
}

const LINES_AT_ONCE = 1_000

/** Hash of lines: SHA-256 of a thousand lines at a time, each time together with the hash of the lines before. */
export class LineHash {
  private before = ''
  private lines: string[] = []

  /** @param line without its line feed */
  async add(line: string): Promise<void> {
    this.lines.push(line)
    if (this.lines.length === LINES_AT_ONCE) await this.fold()
  }

  /** In hexadecimal digits. */
  async finish(): Promise<string> {
    await this.fold()
    return this.before
  }

  private async fold(): Promise<void> {
    const bytes = new TextEncoder().encode([this.before, ...this.lines].join('\n'))
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    this.before = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    this.lines = []
  }
}
