import type { Child } from 'hono/jsx'
import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { FeedAction } from '../../model/policies/access.ts'
import { mayDoWithFeed, whoMay } from '../frame/may-do.ts'

interface FeedActProps {
  readonly href: string
  readonly me: WhoAmI
  readonly action: FeedAction
  readonly feed: string
  readonly hotkey?: string
  readonly children: Child
}

/** A link to an act on a feed, greyed for who may not, with who may. */
export function FeedAct({ href, me, action, feed, hotkey, children }: FeedActProps) {
  if (!mayDoWithFeed(me, action, feed)) {
    return (
      <span class="act" aria-disabled="true" title={`${action}: not granted to you with ${feed}`}>
        {children} <small>{whoMay(me, action)} may</small>
      </span>
    )
  }
  return (
    <a class="act" href={href} data-act data-key={hotkey}>
      {children} {hotkey !== undefined && <kbd>{hotkey}</kbd>}
    </a>
  )
}
