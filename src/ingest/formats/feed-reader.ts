export type {
  DecodeText,
  Draft,
  ExternalTitle,
  FeedFault,
  FeedItem,
  FeedLookups,
  FeedReader,
  FeedReading,
  MappedItem,
} from '../feeds/feed-reader.ts'
