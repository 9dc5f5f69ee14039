/* Everything works without this file; it only makes some of it quicker. */

/** “/” leads to the search, as on many sites. */
document.addEventListener('keydown', (event) => {
  const isTyping = event.target.closest('input, select, textarea') !== null;
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.getElementById('search').focus();
});

/** Names the day under the pointer: its date, and its state in the words of the legend. */
const line = document.querySelector('.day-name');
const words = [...document.querySelectorAll('.legend li')].map((item) => item.textContent);
const LETTERS = ['p', 's', 'b', 'u', 'n'];

function dayAt(strip, share) {
  const letters = [...strip.dataset.days.matchAll(/([a-z])(\d+)/g)].flatMap(([, letter, count]) =>
    Array(Number(count)).fill(letter),
  );
  const index = Math.min(letters.length - 1, Math.max(0, Math.floor(share * letters.length)));
  const date = new Date(Date.parse(`${strip.dataset.from}T00:00:00Z`) + index * 86_400_000);
  return `${date.toISOString().slice(0, 10)} ${words[LETTERS.indexOf(letters[index])] ?? ''}`;
}

if (line !== null) {
  document.addEventListener('pointermove', (event) => {
    const strip = event.target.closest?.('svg[data-days]');
    if (!strip) {
      line.textContent = '';
      return;
    }
    const { left, width } = strip.getBoundingClientRect();
    line.textContent = dayAt(strip, (event.clientX - left) / width);
  });
}
