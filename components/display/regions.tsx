import { Fragment } from 'react'

/** A Region's name has hyphens, and is read as one word. */
const NO_WRAP = { whiteSpace: 'nowrap' } as const

export function Region({ name }: { name: string }) {
  return <span style={NO_WRAP}>{name}</span>
}

/** Regions one after another: a line ends between two of them, and not in a name. */
export function RegionList({ names }: { names: readonly string[] }) {
  return names.map((name, at) => (
    <Fragment key={name}>
      {at > 0 && ' '}
      <Region name={at < names.length - 1 ? `${name},` : name} />
    </Fragment>
  ))
}
