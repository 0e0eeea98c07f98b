/** What the editor holds for somebody who comes for the first time: valid on every schema. */
export const greeting = `# Choose an example at the left, or write
# an operation. Ctrl-Enter asks.
# 从左侧选择示例，或自己编写查询；
# 按 Ctrl-Enter 运行。
query Hello {
  __typename
}
`;
