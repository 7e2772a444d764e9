interface CampaignNameProps {
  readonly id: string
  /** As a feed or a person wrote it; null: none. */
  readonly name: string | null
  /** Who owns it; null: nobody is named. */
  readonly owner?: string | null
}

/** The name that leads to a campaign within a sentence or a cell, with the id small behind it; without a name the id. */
export function CampaignMention({
  id,
  name = null,
}: Pick<CampaignNameProps, 'id'> & { readonly name?: string | null | undefined }) {
  return (
    <>
      <a href={campaignHref(id)}>
        <bdi class="name">{name ?? id}</bdi>
      </a>
      {name !== null && (
        <>
          {' '}
          <small>
            <code>{id}</code>
          </small>
        </>
      )}
    </>
  )
}

/** The name that leads to a campaign, in any script and of any length; below it the id, and whose it is. */
export function CampaignLink({ id, name, owner = null }: CampaignNameProps) {
  return (
    <>
      <a class="clamped" href={campaignHref(id)}>
        <bdi class="name">{name ?? id}</bdi>
      </a>
      <small class="clamped">
        <code>{id}</code>
        {owner !== null && (
          <>
            {' '}
            of <bdi class="name">{owner}</bdi>
          </>
        )}
      </small>
    </>
  )
}

/** Where a campaign is shown. */
export function campaignHref(id: string): string {
  return `/console/campaigns/${encodeURIComponent(id)}`
}
