import type { AvailColumn } from '../avail-row.ts'

/** The columns in which the sheets speak of one kind of title. */
export interface TitleLevel {
  readonly contentId: AvailColumn
  /** EIDRs, of the work itself first, then of an edit of it. */
  readonly eidrs: readonly AvailColumn[]
  readonly altId: AvailColumn
  /** The name as it is shown. */
  readonly name: AvailColumn
  /** The name that partners use among themselves, such as `View, The`. */
  readonly alias: AvailColumn
  /** Its place in the title above it, where it may have no name of its own. */
  readonly number: AvailColumn | null
}

/** Films, and everything else that stands alone. */
export const WORK: TitleLevel = {
  contentId: 'ContentID',
  eidrs: ['TitleID', 'EditID'],
  altId: 'AltID',
  name: 'TitleDisplayUnlimited',
  alias: 'TitleInternalAlias',
  number: null,
}
/** A series. */
export const SERIES: TitleLevel = {
  contentId: 'SeriesContentID',
  eidrs: ['SeriesID'],
  altId: 'SeriesAltID',
  name: 'SeriesTitleDisplayUnlimited',
  alias: 'SeriesTitleInternalAlias',
  number: null,
}
/** A season. */
export const SEASON: TitleLevel = {
  contentId: 'SeasonContentID',
  eidrs: ['SeasonID'],
  altId: 'SeasonAltID',
  name: 'SeasonTitleDisplayUnlimited',
  alias: 'SeasonTitleInternalAlias',
  number: 'SeasonNumber',
}
/** A part of a season that is sold by itself. */
export const VOLUME: TitleLevel = {
  contentId: 'VolumeContentID',
  eidrs: ['VolumeID'],
  altId: 'VolumeAltID',
  name: 'VolumeTitleDisplayUnlimited',
  alias: 'VolumeTitleInternalAlias',
  number: 'VolumeNumber',
}
/** An episode. */
export const EPISODE: TitleLevel = {
  contentId: 'EpisodeContentID',
  eidrs: ['EpisodeTitleID', 'EpisodeID'],
  altId: 'EpisodeAltID',
  name: 'EpisodeTitleDisplayUnlimited',
  alias: 'EpisodeTitleInternalAlias',
  number: null,
}

/** The titles that may be above one, the nearest first. */
export function levelsAbove(level: TitleLevel): readonly TitleLevel[] {
  if (level === EPISODE || level === VOLUME) return [SEASON, SERIES]
  return level === SEASON ? [SERIES] : []
}
