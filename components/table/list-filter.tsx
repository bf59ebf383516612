'use client'

import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter'
import type { ListUrl } from './use-list-url.tsx'

/** A filter of a list. Its values are offered; others may be typed. */
export type FilterProperty<Filter extends string = string> = {
  key: Filter
  /** "Team" and "Teams". */
  label: string
  plural: string
  options?: readonly { value: string; label?: string }[]
}

type ListFilterProps<Filter extends string, Sort extends string> = {
  url: ListUrl<Filter, Sort>
  properties: readonly FilterProperty<Filter>[]
  placeholder: string
  countText?: string
}

/** The property filter, bound to the URL. Two values of one property are alternatives, two properties narrow each other. */
export function ListFilter<Filter extends string, Sort extends string>({
  url,
  properties,
  placeholder,
  countText,
}: ListFilterProps<Filter, Sort>) {
  const labelOf = (property: FilterProperty<Filter>, value: string) =>
    property.options?.find((option) => option.value === value)?.label ?? value
  return (
    <PropertyFilter
      query={{ operation: 'and', tokens: tokensOf(url, properties) }}
      onChange={({ detail }) => url.change(valuesOf(detail.tokens, properties))}
      hideOperations
      filteringProperties={properties.map((property) => ({
        key: property.key,
        propertyLabel: property.label,
        groupValuesLabel: property.plural,
        operators: [{ operator: '=', format: (value: string) => labelOf(property, value) }],
      }))}
      filteringOptions={properties.flatMap(({ key, options = [] }) =>
        options.map(({ value, label }) => ({ propertyKey: key, value, ...(label && { label }) })),
      )}
      freeTextFiltering={{ operators: [':'], defaultOperator: ':' }}
      filteringPlaceholder={placeholder}
      filteringAriaLabel={placeholder}
      {...(countText !== undefined && { countText })}
      expandToViewport
    />
  )
}

function tokensOf<Filter extends string, Sort extends string>(
  { values }: ListUrl<Filter, Sort>,
  properties: readonly FilterProperty<Filter>[],
): PropertyFilterProps.Token[] {
  const tokens = properties.flatMap(({ key }) =>
    (values.filters[key] ?? []).map((value) => ({ propertyKey: key, operator: '=', value })),
  )
  return values.text ? [...tokens, { operator: ':', value: values.text }] : tokens
}

function valuesOf<Filter extends string>(
  tokens: readonly PropertyFilterProps.Token[],
  properties: readonly FilterProperty<Filter>[],
): { filters: Partial<Record<Filter, string[]>>; text: string } {
  const filters: Partial<Record<Filter, string[]>> = {}
  for (const { key } of properties) {
    const chosen = tokens.filter(({ propertyKey }) => propertyKey === key).map(({ value }) => String(value))
    if (chosen.length > 0) filters[key] = [...new Set(chosen)]
  }
  // One text at a time: the one written last.
  const text = tokens.findLast(({ propertyKey }) => propertyKey === undefined)?.value ?? ''
  return { filters, text: String(text) }
}
