/** Text with the places marked that a search found. */
export function Marked(props: { text: string; marks: readonly (readonly [number, number])[] }) {
  const pieces = [];
  let end = 0;
  for (const [from, to] of props.marks) {
    pieces.push(
      props.text.slice(end, from),
      <mark key={from} class="bg-due-wash text-inherit">
        {props.text.slice(from, to)}
      </mark>,
    );
    end = to;
  }
  return (
    <>
      {pieces}
      {props.text.slice(end)}
    </>
  );
}
