import { z } from 'zod'
import { content, type Operation, type Parameter } from '../../openapi/operation.ts'
import { feedAnswer, feedList } from '../answers/feeds.ts'
import { feedOrder } from '../requests/feeds.ts'
import { feedInPath } from '../requests/paths.ts'
import { etag } from './contents.ts'
import { EXAMPLE_IDS, FEED, SETTINGS } from './feed-examples.ts'
import { opsOperation } from './ops-operation.ts'
import { changedMeanwhile, conflict, notFound, revisionNeeded, tooLarge } from './refusals.ts'

const tag = 'feeds'
const PATH = { id: [feedInPath, EXAMPLE_IDS.feed] } as const

const ifMatch: Parameter = {
  name: 'If-Match',
  in: 'header',
  description: 'The revision that was seen, as `ETag` gave it. Left out only for a feed that is not there yet.',
  schema: z.string(),
  example: '"3"',
}

const feed = content('application/json', feedAnswer, { feed: { summary: 'A feed that is well', value: FEED } })

/** Feeds: who sends what, and how it is read. */
export const feedOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/feeds',
    id: 'listFeeds',
    tag,
    summary: 'The feeds, with how old and how sound each is',
    answer: {
      description: 'Those that the caller may see, by name.',
      contents: [content('application/json', feedList, { feeds: { summary: 'One feed', value: { feeds: [FEED] } } })],
    },
  }),
  opsOperation({
    route: 'GET /ops/v1/feeds/:id',
    id: 'getFeed',
    tag,
    summary: 'One feed: its settings, its freshness, and its last delivery',
    path: PATH,
    answer: { description: 'The feed.', contents: [feed], headers: [etag] },
    refusals: [notFound],
  }),
  opsOperation({
    route: 'PUT /ops/v1/feeds/:id',
    id: 'setFeed',
    tag,
    summary: 'Set a feed up, or change its settings',
    description:
      'All settings are replaced: what is left out gets its default. They hold from the next delivery on. `manual` is the feed of what is sent by hand, and has no settings.',
    path: PATH,
    headers: [ifMatch],
    body: {
      description: 'The settings.',
      contents: [content('application/json', feedOrder, { new: { summary: 'The least', value: SETTINGS } })],
    },
    answer: { description: 'The feed, as it is now.', contents: [feed], headers: [etag] },
    refusals: [notFound, conflict, changedMeanwhile, tooLarge, revisionNeeded],
  }),
]
