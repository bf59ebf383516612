'use client'

import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import type { ReportOwner } from '#lib/domains/reports/contract'

const ORGANIZATION = ' organisation'
const optionOf = (teamId: string | null): string => teamId ?? ORGANIZATION

type OwnerSwitchProps = {
  owners: readonly ReportOwner[]
  teamId: string | null
  onChange: (teamId: string | null) => void
}

/** Whose reports are shown. Nothing to choose where there is only one. */
export function OwnerSwitch({ owners, teamId, onChange }: OwnerSwitchProps) {
  if (owners.length < 2) return null
  const options = owners.map((owner) => ({ value: optionOf(owner.teamId), label: owner.name }))
  return (
    <FormField label="Report of">
      <Select
        options={options}
        selectedOption={options.find(({ value }) => value === optionOf(teamId)) ?? null}
        onChange={({ detail }) => {
          const chosen = owners.find((owner) => optionOf(owner.teamId) === detail.selectedOption.value)
          if (chosen) onChange(chosen.teamId)
        }}
      />
    </FormField>
  )
}
