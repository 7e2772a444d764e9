/** A content with one video, with other fields as given. */
export const aContent = (changes: Record<string, unknown> = {}) => ({
  dateAdded: '2026-11-01T00:00:00Z',
  videos: [{ url: 'https://cdn.example.com/a.m3u8', quality: 'FHD', videoType: 'HLS', bitrate: 4500 }],
  duration: 52,
  validityPeriodStart: '2026-11-01T00:00:00Z',
  validityPeriodEnd: '2027-11-01T00:00:00Z',
  ...changes,
})

/** A short-form video, with other fields as given. */
export const aClip = (changes: Record<string, unknown> = {}) => ({
  id: 'clip-1',
  title: 'The dragon',
  content: aContent(),
  thumbnail: 'https://cdn.example.com/a.jpg',
  shortDescription: 'A dragon.',
  releaseDate: '2010-09-27',
  genres: ['Fantasy', 'Special Interest'],
  tags: ['autumn'],
  rating: { rating: 'PG', ratingSource: 'MPAA' },
  ...changes,
})

/** A document of lists, in English. */
export const aDocument = (lists: Record<string, unknown>) => ({
  providerName: 'Northlight',
  lastUpdated: '2026-11-01T00:00:00Z',
  language: 'en',
  ...lists,
})

/** The document with line breaks. */
export const documentText = (lists: Record<string, unknown>): string => JSON.stringify(aDocument(lists), null, 1)
