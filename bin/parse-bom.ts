import { AppError } from '../lib/errors.ts'

/** `--bom` of export and report: only a CSV file may have a byte order mark. */
export function parseBom(bom: boolean | undefined, format: string): boolean {
  if (bom && format !== 'csv')
    throw new AppError('usage', '--bom is only for CSV. Add --format csv, or leave --bom out.')
  return bom ?? false
}
