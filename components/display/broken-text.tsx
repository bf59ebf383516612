import { Fragment } from 'react'

type BrokenTextProps = { text: string; after: string }

/** Something long without spaces that may end its line behind a sign it has: a path behind `/`, a type behind `::`. */
export function BrokenText({ text, after }: BrokenTextProps) {
  return text.split(after).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part of a text is its place.
    <Fragment key={at}>
      {at > 0 && (
        <>
          {after}
          <wbr />
        </>
      )}
      {part}
    </Fragment>
  ))
}
