import type { AutoplayReason } from '../../../model/nouns/reason.ts'

/** The answer of the device API, with the fields that the lab uses. */
export interface Answer {
  readonly decisionId: string
  readonly token: string
  readonly session: string
  readonly validForMs: number
  readonly snapshot: {
    readonly id: string
    readonly sequence: number
    readonly ageSeconds: number
    readonly rung: string
  }
  readonly territory: string
  readonly viewer: string
  readonly privacy: string
  readonly decisions: Readonly<Record<string, readonly Item[]>>
  readonly backups?: Readonly<Record<string, readonly Item[]>>
  readonly noDecisions: readonly NoDecision[]
  readonly cursor?: string | null
}

export interface NoDecision {
  readonly placement: string
  readonly statusCode: number
  readonly reason: string
}

/** One decided asset. */
export interface Item {
  readonly position: number
  readonly assetId: string
  readonly autoplay: { readonly allowed: boolean; readonly reason?: AutoplayReason }
  readonly display: {
    readonly title: string
    readonly tagline?: string
    readonly language?: string
    readonly taglineLanguage?: string
  }
  readonly playback: readonly {
    readonly type: string
    readonly url: string
    readonly codec: string
    readonly height: number
  }[]
  readonly captions: readonly {
    readonly language: string
    readonly kind: string
    readonly format: string
    readonly url: string
  }[]
  readonly poster: string | null
  readonly durationMs: number
  readonly startMuted: boolean
  readonly rating: { readonly system: string; readonly label: string; readonly age: number | null } | null
  readonly cta: { readonly action: string }
}

/** RFC 9457, as the edge writes it. */
export interface Problem {
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly field?: string
}

/** Checks the fields that every answer has; later releases of v1 may only add fields. */
export function isAnswer(value: unknown): value is Answer {
  return (
    isObject(value) && typeof value.decisionId === 'string' && isObject(value.decisions) && isObject(value.snapshot)
  )
}

export function isProblem(value: unknown): value is Problem {
  return isObject(value) && typeof value.title === 'string' && typeof value.status === 'number'
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
