import { ScheduleError } from '../store/schedule-error.ts'
import { type ExperimentLine, experimentLine } from './experiment-lines.ts'
import {
  type ExportHeader,
  exportEnd,
  exportedNarrowings,
  exportHeader,
  LineHash,
  missingOf,
  noCounts,
} from './export-format.ts'
import { type FeedLine, feedLine } from './feed-lines.ts'
import { type LearnedLine, learnedLine } from './learned-lines.ts'

const LINE_FEED = 0x0a
const OWN_TYPES =
  /^\{"v":1,"type":"(export|export-end|narrowings|feed|feed-items|feed-fix|feed-hosts|experiment|learned-run|learned-serving)"/
const RECORD_TYPE = /^\{"v":1,"type":"(title|asset|campaign|takedown)"/

/** Checks an export while it is read, and says at the end whether it is complete. */
export class ReadExport {
  header: ExportHeader | null = null
  readonly narrowings: string[] = []
  readonly feeds: FeedLine[] = []
  readonly experiments: ExperimentLine[] = []
  readonly learned: LearnedLine[] = []
  private readonly found = noCounts()
  private readonly hash = new LineHash()
  private lines = 0
  private isAtEnd = false

  /** @param unchecked also accepts an incomplete export */
  constructor(readonly unchecked: boolean) {}

  /**
   * Whether a line is the export's own, and not a record.
   * @throws ScheduleError `refused` naming the line, if it is damaged or after the end
   */
  async takes(bytes: Uint8Array, line: number): Promise<boolean> {
    const text = new TextDecoder().decode(bytes.at(-1) === LINE_FEED ? bytes.subarray(0, -1) : bytes)
    const own = OWN_TYPES.exec(text)?.[1]
    if (own === 'export-end') {
      await this.takeEnd(text, line)
      return true
    }
    if (this.isAtEnd && text.trim() !== '') throw refused(`line ${line} comes after the end of the export`)
    await this.hash.add(text)
    this.lines += 1
    const record = RECORD_TYPE.exec(text)?.[1]
    if (record !== undefined) this.found[record as keyof typeof this.found] += 1
    if (own === 'export') this.header = parsed(exportHeader, text, line)
    if (own?.startsWith('feed')) this.feeds.push(parsed(feedLine, text, line))
    if (own === 'experiment') this.experiments.push(parsed(experimentLine, text, line))
    if (own?.startsWith('learned')) this.learned.push(parsed(learnedLine, text, line))
    if (own === 'narrowings') this.narrowings.push(parsed(exportedNarrowings, text, line).entry)
    if (line === 1 && own !== 'export' && !this.unchecked) {
      throw refused(
        'the first line does not describe the export: it was lost, or an earlier version wrote the export, so nobody can check whether it is whole; --unchecked restores it all the same',
      )
    }
    return own !== undefined
  }

  private async takeEnd(text: string, line: number): Promise<void> {
    const end = parsed(exportEnd, text, line)
    this.isAtEnd = true
    if (this.unchecked) return
    const missing = this.header === null ? '' : missingOf(this.header.counts, this.found)
    if (missing !== '') throw refused(`the export is not whole: it lacks ${missing}; nothing was restored`)
    if (end.lines !== this.lines)
      throw refused(`the export had ${end.lines} lines and has ${this.lines}: some were lost or added`)
    if (end.sha256 !== (await this.hash.finish())) {
      throw refused('a line of the export was changed: the hash of the export does not match; nothing was restored')
    }
  }

  /** @throws ScheduleError `refused` naming what is missing, when the export is incomplete */
  async checkWhole(): Promise<void> {
    if (this.isAtEnd || this.unchecked) return
    const missing = this.header === null ? '' : missingOf(this.header.counts, this.found)
    const what = missing === '' ? 'its last line, which says that it is whole' : `${missing}, and its last line`
    throw refused(`the export is cut: it lacks ${what}; nothing was restored`)
  }
}

interface Schema<Value> {
  safeParse(value: unknown): { success: true; data: Value } | { success: false }
}

function parsed<Value>(schema: Schema<Value>, text: string, line: number): Value {
  try {
    const found = schema.safeParse(JSON.parse(text))
    if (found.success) return found.data
  } catch {
    // A line that is not JSON is damaged too.
  }
  throw refused(`line ${line} of the export is damaged; nothing was restored`)
}

function refused(what: string): ScheduleError {
  return new ScheduleError('refused', what)
}
