/**
 * Renditions that a class of devices is not offered, because their start fails there. An entry each, ascending by
 * asset, then device, then rendition. A reader who does not know them offers all.
 */
export interface LeftOutColumns {
  /** `hash32` of the asset's id. */
  readonly asset: Uint32Array
  /** Index into `DEVICES`. */
  readonly device: Uint8Array
  /** `renditionHash`: an edited rendition is not the one that was left out. */
  readonly rendition: Uint32Array
}

/** Every rendition is offered to every class of devices. */
export const NOTHING_LEFT_OUT: LeftOutColumns = {
  asset: new Uint32Array(),
  device: new Uint8Array(),
  rendition: new Uint32Array(),
}

/** Greatest number of entries of a region, 9 bytes each: all of them ride in its `weights` shard. */
export const LEFT_OUT_MAX = 1_000
