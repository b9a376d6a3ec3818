/** Dates as people write them in digits: 8 digits attract most human choices (C1; facts/france §4.5). */

const FIRST_YEAR = 1900;
const LAST_YEAR = 2099;

/**
 * Are these 8 digits a day of the years 1900 to 2099, as DDMMYYYY, YYYYMMDD or MMDDYYYY?
 *
 * @param digits exactly 8
 */
export function isCalendarDate(digits: string): boolean {
  const number = (from: number, length: number) => Number(digits.slice(from, from + length));
  return (
    isDay(number(4, 4), number(2, 2), number(0, 2)) ||
    isDay(number(0, 4), number(4, 2), number(6, 2)) ||
    isDay(number(4, 4), number(0, 2), number(2, 2))
  );
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * Do these 8 digits hold a known date, with its year in four digits or in two, or its month and year alone?
 *
 * @param digits exactly 8
 * @param date YYYY-MM-DD; unknown parts are 00
 */
export function holdsDate(digits: string, date: string): boolean {
  const [year = '', month = '', day = ''] = date.split('-');
  const short = year.slice(2);
  const forms = [
    day + month + short,
    month + day + short,
    short + month + day,
    month + year,
    year + month,
    ...(day === '00' ? [] : [day + month + year, month + day + year, year + month + day]),
  ];
  return forms.some((form) => form.length >= 6 && digits.includes(form));
}
