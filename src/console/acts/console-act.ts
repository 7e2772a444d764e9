import type { SearchResult } from '../../contracts/ops/answers/inquiries/search.ts'
import type { Action } from '../../model/policies/access.ts'

/** What an act can be done to. */
export type ActSubject = SearchResult['kind']

/** Something that can be done in the console, and the page that does it. */
export interface ConsoleAct {
  /** What it is called; the name of its subject follows. */
  readonly words: string
  /** Other words that people look for it by. */
  readonly otherWords?: string
  /** What it is done to; empty: to nothing that has to be named. */
  readonly subjects: readonly ActSubject[]
  /** Its page; `{id}` stands for the subject. */
  readonly page: string
  /** One of these is enough. */
  readonly anyOf: readonly [Action, ...Action[]]
  /** On its own page it changes one part of the question, and keeps the rest. */
  readonly keepsQuestion?: true
}

/** An act that a control of the frame does, on every page. */
export interface FrameAct {
  readonly words: string
  readonly otherWords: string
  /** Attribute of the control. */
  readonly control: string
}

/** Every act: what the palette offers. Pages load it as a file of its own, when the palette opens first. */
export interface ActRegistry {
  readonly acts: Readonly<Record<string, ConsoleAct>>
  readonly frameActs: readonly FrameAct[]
}

/** Where an act is done to this. */
export function actHref({ page }: ConsoleAct, subject = ''): string {
  return page.replace('{id}', encodeURIComponent(subject))
}
