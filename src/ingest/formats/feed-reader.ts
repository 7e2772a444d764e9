export type { FeedFault, FeedItem } from '../feeds/feed-reader.ts'
