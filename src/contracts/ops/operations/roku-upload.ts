/** A document of Roku Direct Publisher, as an example. */
export const ROKU_UPLOAD = {
  providerName: 'Northlight',
  lastUpdated: '2026-11-01T00:00:00Z',
  language: 'en',
  shortFormVideos: [
    {
      id: 'sintel-clip-1',
      title: 'Sintel: the dragon',
      content: {
        dateAdded: '2026-11-01T00:00:00Z',
        duration: 52,
        validityPeriodStart: '2026-11-01T00:00:00Z',
        validityPeriodEnd: '2027-11-01T00:00:00Z',
        videos: [{ url: 'https://media.example.com/sintel/clip-1.m3u8', quality: 'FHD', videoType: 'HLS' }],
      },
      thumbnail: 'https://media.example.com/sintel/clip-1.jpg',
      releaseDate: '2010-09-27',
      rating: { rating: 'PG', ratingSource: 'MPAA' },
    },
  ],
}
