import type { Child } from 'hono/jsx'
import type { WhoAmI } from '../contracts/ops/answers/inquiries/who-am-i.ts'
import type { Ask } from './ask.ts'
import type { SectionId } from './frame/sections.ts'

/** What a page is asked with. */
export interface PageRequest {
  /** Parts of the path by their names in the pattern. */
  readonly path: (name: string) => string
  /** A parameter of the query; empty: not given. */
  readonly query: (name: string) => string
  readonly ask: Ask
  /** Who looks at the page, and what they may do. */
  readonly me: WhoAmI
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What a page shows inside of the frame. */
export interface PageContent {
  /** Title of the browser's tab, and of the page itself unless `body` has a heading of its own. */
  readonly title: string
  readonly body: Child
  /** Milliseconds after which the browser reads the page again, part by part (`data-part`); none: it never does. */
  readonly renewsEveryMs?: number
}

/** A page of the console. It reads through `ask` alone, so that whatever it shows can be had from the ops API too. */
export interface ConsolePage {
  /** Pattern of its path, such as `/console/regions/:region`; it has a row in the publisher's table of routes. */
  readonly path: string
  readonly section: SectionId
  /** Parameters of the query that the page knows; others are refused by name, like those of the ops API. */
  readonly parameters: readonly string[]
  readonly show: (request: PageRequest) => Promise<PageContent>
}
