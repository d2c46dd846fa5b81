import { GraphQLError, GraphQLScalarType } from 'graphql'
import type { Polygons } from '../../src/areas/boundary.ts'

/** A geometry as GeoJSON has it. */
export interface Geometry {
  readonly type: 'MultiPolygon'
  readonly coordinates: Polygons
}

function refused(): never {
  throw new GraphQLError('a Geometry is only ever answered')
}

/** A GeoJSON geometry as an object, to be drawn as it comes: as rows of positions it would be a question for each number. */
export const GeometryScalar = new GraphQLScalarType<never, Geometry>({
  name: 'Geometry',
  description:
    'A GeoJSON geometry (RFC 7946): `{"type": "MultiPolygon", "coordinates": …}`, longitude and latitude in degrees of WGS84.',
  serialize: (value) => value as Geometry,
  parseValue: refused,
  parseLiteral: refused,
})
