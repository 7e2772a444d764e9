const MRSS = `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dcterms="http://purl.org/dc/terms/">
  <channel>
    <language>en</language>
    <item>
      <guid>sintel-clip-1</guid>
      <title>Sintel: the dragon</title>
      <dcterms:valid>start=2026-11-01T00:00Z; end=2027-11-01T00:00Z; scheme=W3C-DTF</dcterms:valid>
      <media:restriction relationship="allow" type="country">US CA</media:restriction>
      <media:rating scheme="urn:mpaa">pg</media:rating>
      <media:content url="https://media.example.com/sintel/clip-1.m3u8" duration="52" lang="en" height="1080"/>
      <media:thumbnail url="https://media.example.com/sintel/clip-1.jpg"/>
    </item>
  </channel>
</rss>
`

const CDF = `<Catalog xmlns="http://www.amazon.com/FireTv/2014-04-11/ingestion" version="FireTv-v1.11">
  <Partner>North Light</Partner>
  <Works>
    <Movie>
      <ID>sintel</ID>
      <Titles><Title locale="en-US">Sintel</Title></Titles>
      <Offers>
        <SubscriptionOffer>
          <Regions><Territories>US CA</Territories></Regions>
          <WindowStart>2026-11-01T00:00:00Z</WindowStart>
          <WindowEnd>2027-11-01T00:00:00Z</WindowEnd>
        </SubscriptionOffer>
      </Offers>
      <ContentRatings><ContentRating><System>MPAA</System><Certification>PG</Certification></ContentRating></ContentRatings>
    </Movie>
  </Works>
</Catalog>
`

const EMBER = `<DataCollections schemaVersion="1.0.0">
  <ProgramCatalog id="programs" version="1">
    <Movie id="sintel" version="3">
      <ExternalIds><ExternalId scheme="imdb">tt1727587</ExternalId></ExternalIds>
      <Titles><Title language="en" default="true">Sintel</Title></Titles>
    </Movie>
    <Delete id="cosmos-laundromat" version="2"/>
  </ProgramCatalog>
  <OfferCatalog id="offers" version="1">
    <ProgramOffers id="sintel-free" version="1" programRef="sintel">
      <ProgramOffer><Entitlements><Entitlement type="free"/></Entitlements></ProgramOffer>
    </ProgramOffers>
  </OfferCatalog>
</DataCollections>
`

/** An example of an upload in each format of XML. */
export const XML_UPLOADS = {
  mrss: { summary: 'One clip', value: MRSS },
  cdf: { summary: 'One film', value: CDF },
  ember: { summary: 'One film, its offer, and one that is gone', value: EMBER },
} as const
