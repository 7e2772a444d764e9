/** Makes items of feeds up, the same every time. Those with other names are other items. */

const FEED_DAY = '2026-11-01T00:00:00Z'

export const MRSS_HEAD = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dcterms="http://purl.org/dc/terms/">',
  '<channel><title>Northlight clips</title><language>en</language>\n',
].join('\n')
export const MRSS_FOOT = '</channel></rss>\n'

/** An item of Media RSS as Roku's profile has it, of about 2 kB: three renditions, captions, rights, words. */
export function mrssItem(name: string): string {
  const file = `https://cdn.northlight.example/clips/${name}`
  const video = (height: number, bitrate: number) =>
    `    <media:content url="${file}/${height}.mp4" type="video/mp4" medium="video" duration="52" width="${Math.round((height * 16) / 9)}" height="${height}" bitrate="${bitrate}" lang="en"/>`
  return `<item>
  <guid isPermaLink="false">${name}</guid>
  <title>The dragon of the northern light, scene ${name}</title>
  <description>A girl finds a wounded dragon in a snowed-in village &amp; takes it home. Scene ${name} of the film, cut for phones.</description>
  <link>https://northlight.example/clips/${name}</link>
  <pubDate>Sun, 01 Nov 2026 08:00:00 GMT</pubDate>
  <dcterms:valid>start=2026-11-01T00:00:00Z; end=2027-11-01T00:00:00Z; scheme=W3C-DTF</dcterms:valid>
  <media:restriction relationship="allow" type="country">US DE AT</media:restriction>
  <media:rating scheme="urn:mpaa">PG</media:rating>
  <media:category label="Fantasy">fantasy</media:category>
  <media:category label="Animation">animation</media:category>
  <media:keywords>dragon, snow, village, northern light</media:keywords>
  <media:credit role="director" scheme="urn:ebu">A. Northlight</media:credit>
  <media:credit role="actor" scheme="urn:ebu">B. Snow</media:credit>
  <media:thumbnail url="${file}/poster.jpg" width="1920" height="1080"/>
  <media:subTitle type="text/vtt" lang="en-US" href="${file}/en.vtt"/>
  <media:subTitle type="text/vtt" lang="de" href="${file}/de.vtt"/>
  <media:group>
    <media:content url="${file}/master.m3u8" type="application/x-mpegURL" medium="video" duration="52" width="1920" height="1080" lang="en"/>
${video(1080, 4500)}
${video(720, 2500)}
  </media:group>
</item>
`
}

export const ROKU_HEAD =
  '{"providerName":"Northlight","lastUpdated":"2026-11-01T00:00:00Z","language":"en","shortFormVideos":['
export const ROKU_FOOT = ']}'

/** A short-form video of Roku Direct Publisher, which says about what the item of Media RSS says. */
export function rokuItem(name: string): Readonly<Record<string, unknown>> {
  const file = `https://cdn.northlight.example/clips/${name}`
  const video = (quality: string, bitrate: number, end: string, videoType: string) => {
    return { url: `${file}/${end}`, quality, bitrate, videoType }
  }
  return {
    ...{ id: name, title: `The dragon of the northern light, scene ${name}`, releaseDate: '2026-11-01' },
    shortDescription: 'A girl finds a wounded dragon in a snowed-in village & takes it home.',
    longDescription: `A girl finds a wounded dragon in a snowed-in village & takes it home. Scene ${name} of the film, cut for phones.`,
    content: {
      ...{ dateAdded: FEED_DAY, duration: 52, language: 'en' },
      ...{ validityPeriodStart: FEED_DAY, validityPeriodEnd: '2027-11-01T00:00:00Z' },
      videos: [
        video('FHD', 0, 'master.m3u8', 'HLS'),
        video('FHD', 4500, '1080.mp4', 'MP4'),
        video('HD', 2500, '720.mp4', 'MP4'),
      ],
      captions: ['en', 'de'].map((language) => ({ url: `${file}/${language}.vtt`, language, captionType: 'SUBTITLE' })),
    },
    ...{ thumbnail: `${file}/poster.jpg`, genres: ['fantasy', 'animation'], tags: ['dragon', 'snow', 'village'] },
    credits: [{ name: 'A. Northlight', role: 'director', birthDate: '1970-01-01' }],
    rating: { rating: 'PG', ratingSource: 'MPAA' },
  }
}

/** A title, and two assets about it, in turns. */
export function recordOf(name: string, index: number): Readonly<Record<string, unknown>> {
  const title = `ttl_${name}-${index - (index % 3)}`
  if (index % 3 === 0) {
    return {
      ...{ v: 1, type: 'title', id: title, name: { en: `Title ${title}`, de: `Titel ${title}` }, kind: 'movie' },
      ...{ genres: ['fantasy'], releasedOn: '2010-09-27' },
      ratings: ['US', 'DE', 'FR', 'GB'].map((territory) => ({ territory, label: '12' })),
      offers: [{ territories: ['US', '@dach'], start: FEED_DAY.slice(0, 19), types: ['subscription', 'rent'] }],
    }
  }
  const id = `ast_${name}-${index}`
  return {
    ...{ v: 1, type: 'asset', id, titleId: title, kind: 'trailer', name: { en: `Trailer ${id}` } },
    ...{ durationMs: 52_000, aspect: '16:9', audio: [{ language: 'en' }], territories: ['*'], tags: ['new'] },
    captions: [{ language: 'de', kind: 'subtitles', format: 'vtt', url: `/media/${id}.vtt` }],
    ratings: ['US', 'DE'].map((territory) => ({ territory, label: '12' })),
    renditions: [1080, 720, 480].map((height) => ({
      type: 'mp4',
      url: `/media/${id}-${height}.mp4`,
      codec: 'avc',
      height,
    })),
  }
}
