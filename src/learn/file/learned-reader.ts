import type { AssetId } from '../../model/fields/identifier.ts'
import {
  type LearnedAsset,
  type LearnedHead,
  type LearnedRun,
  learnedAsset,
  learnedHead,
} from '../../model/learned/learned-run.ts'
import { tasteOfText } from './taste-text.ts'

/** Why a file is not taken: its line, from 1, the field, empty for the whole line, and what is wrong with it. */
export interface LearnedFault {
  readonly line: number
  readonly field: string
  readonly reason: string
}

const TASTE_FORM = 'base64 of 32 bytes, 44 characters'
/** Far more than a reason of ours has; others may quote a key of the file. */
const REASON_LENGTH = 200
const FIELD_LENGTH = 80

/**
 * Reads a learned file line by line, and keeps nothing of it but its head: whoever reads keeps of the assets what is
 * needed. The first fault is the last word: nothing is read after it.
 */
export class LearnedReader {
  private found: LearnedHead | null = null
  private last = ''
  private read = 0

  /** @param keep called with each asset, in the order of ids */
  constructor(private readonly keep: (asset: LearnedAsset) => void) {}

  /** Null before the first line. */
  get head(): LearnedHead | null {
    return this.found
  }

  /** How many assets were read. */
  get assets(): number {
    return this.read
  }

  /** @returns null: the line is sound */
  take(line: number, text: string): LearnedFault | null {
    const json = jsonOf(text)
    if (json === undefined) return { line, field: '', reason: 'it is not JSON: the file was cut, or is none of these' }
    if (this.found !== null) return this.takeAsset(line, json)
    const parsed = learnedHead().safeParse(json)
    if (!parsed.success) return faultOf(line, parsed.error.issues[0])
    this.found = parsed.data
    return null
  }

  /** To be called after the last line. @returns null: the file is whole, as far as its lines tell */
  end(): LearnedFault | null {
    if (this.found === null) return { line: 1, field: '', reason: 'the file is empty' }
    return this.read === 0 ? { line: 2, field: '', reason: 'there is no asset: the file was cut' } : null
  }

  private takeAsset(line: number, json: unknown): LearnedFault | null {
    const parsed = learnedAsset().safeParse(withTaste(json))
    if (!parsed.success) return faultOf(line, parsed.error.issues[0])
    const asset = parsed.data
    if (asset.id === this.last) return { line, field: 'id', reason: 'the asset stands on the line before too' }
    if (asset.id < this.last) return { line, field: 'id', reason: 'assets stand in the order of their ids, each once' }
    this.last = asset.id
    this.read += 1
    this.keep(asset)
    return null
  }
}

/**
 * Reads a whole file.
 * @param lines its lines in their order, without line ends
 */
export function readLearnedRun(lines: Iterable<string>): LearnedRun | LearnedFault {
  const assets = new Map<AssetId, LearnedAsset>()
  const reader = new LearnedReader((asset) => assets.set(asset.id, asset))
  let line = 0
  for (const text of lines) {
    line += 1
    const fault = reader.take(line, text)
    if (fault !== null) return fault
  }
  const { head } = reader
  return reader.end() ?? (head === null ? { line: 1, field: '', reason: 'the file is empty' } : { head, assets })
}

/** The line with its taste as numbers, as they are checked; what is none stays, and is refused by the name of the field. */
function withTaste(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || !('taste' in json)) return json
  const { taste } = json
  return { ...json, taste: typeof taste === 'string' ? (tasteOfText(taste) ?? TASTE_FORM) : TASTE_FORM }
}

interface Issue {
  readonly code?: string | undefined
  readonly message: string
  readonly path: readonly PropertyKey[]
  readonly keys?: readonly string[]
}

function faultOf(line: number, issue: Issue | undefined): LearnedFault {
  const unknown = issue?.code === 'unrecognized_keys' ? (issue.keys ?? []).slice(0, 1) : []
  const field = [...(issue?.path ?? []).map(String), ...unknown].join('.').slice(0, FIELD_LENGTH)
  const isTaste = field === 'taste' && issue?.code === 'invalid_type'
  return {
    line,
    field,
    reason: (isTaste ? TASTE_FORM : (issue?.message ?? 'it cannot be used')).slice(0, REASON_LENGTH),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
