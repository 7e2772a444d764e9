import { CAMPAIGN_FOUND_BY } from '../../../contracts/ops/requests/campaigns.ts'
import { REGION_IDS } from '../../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../../model/nouns/surface.ts'
import type { ListQuery } from './list-query.ts'

/** What the list is filtered by. It needs no script: what is chosen is in the address. */
export function CampaignFilters({ query }: { readonly query: ListQuery }) {
  return (
    <form class="filters" action="/console/campaigns" aria-label="Filter">
      <label>
        Find
        <input type="search" name="q" value={query.q} maxlength={200} placeholder="name or id" />
      </label>
      <Choice name="status" label="Status" all="any" options={CAMPAIGN_FOUND_BY} chosen={query.status} />
      <Choice name="region" label="Region" all="all of mine" options={REGION_IDS} chosen={query.region} />
      <Choice name="surface" label="Surface" all="all" options={SURFACE_IDS} chosen={query.surface} />
      <label>
        Territory
        <input name="territory" class="code" value={query.territory} maxlength={2} placeholder="DE" />
      </label>
      <label>
        Owner
        <input name="owner" value={query.owner} maxlength={120} />
      </label>
      <label>
        <input type="checkbox" name="goal" value="counted" checked={query.goal === 'counted'} /> with a goal
      </label>
      <input type="hidden" name="sort" value={query.sort} />
      <button type="submit" class="act">
        Filter
      </button>
      <a href="/console/campaigns">Clear</a>
    </form>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly label: string
  readonly all: string
  readonly options: readonly string[]
  readonly chosen: string
}

function Choice({ name, label, all, options, chosen }: ChoiceProps) {
  return (
    <label>
      {label}
      <select name={name}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option value={option} selected={option === chosen}>
            {option}
          </option>
        ))}
      </select>
    </label>
  )
}
