import { z } from 'zod'
import { mediaOrigin } from '../../../model/fields/media-origin.ts'

/** Body of `PUT /ops/v1/hosts/:alias`. */
export const hostOrder = z
  .strictObject({
    origin: mediaOrigin.describe(
      'Where its files are: an https origin without a path, such as `https://cdn.example.com`.',
    ),
  })
  .meta({ id: 'HostOrder', description: 'Where the files of an alias are from now on.' })
