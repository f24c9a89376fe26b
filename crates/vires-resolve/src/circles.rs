//! Circles in anything that points at something: packages, tiers, derived facts, powers.

/// The circles of a graph with `nodes` nodes: every strongly connected set of two or more nodes, and every node that
/// points at itself. Each set is ascending, and the sets are ordered by their least node.
///
/// Tarjan's algorithm (*Depth-first search and linear graph algorithms*, 1972) with the stack written out, because a
/// policy decides how long a chain is.
pub(crate) fn circles(nodes: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for (from, to) in edges {
        if let Some(list) = next.get_mut(*from)
            && *to < nodes
        {
            list.push(*to);
        }
    }
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; nodes];
    let mut low = vec![0; nodes];
    let mut open = vec![false; nodes];
    let mut stack = Vec::new();
    let mut found = Vec::new();
    let mut count = 0;
    for root in 0..nodes {
        if order[root] != UNSEEN {
            continue;
        }
        let mut walk = vec![(root, 0)];
        while let Some((node, edge)) = walk.pop() {
            if edge == 0 {
                order[node] = count;
                low[node] = count;
                count += 1;
                open[node] = true;
                stack.push(node);
            }
            if let Some(to) = next[node].get(edge).copied() {
                walk.push((node, edge + 1));
                if order[to] == UNSEEN {
                    walk.push((to, 0));
                } else if open[to] {
                    low[node] = low[node].min(order[to]);
                }
                continue;
            }
            if let Some((parent, _)) = walk.last() {
                low[*parent] = low[*parent].min(low[node]);
            }
            if low[node] == order[node] {
                let mut set = Vec::new();
                while let Some(member) = stack.pop() {
                    open[member] = false;
                    set.push(member);
                    if member == node {
                        break;
                    }
                }
                if set.len() > 1 || next[node].contains(&node) {
                    set.sort_unstable();
                    found.push(set);
                }
            }
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn circles_are_found_and_chains_are_not() {
        assert!(circles(4, &[(0, 1), (1, 2), (0, 2), (2, 3)]).is_empty());
        assert_eq!(
            circles(6, &[(4, 3), (3, 4), (0, 1), (1, 2), (2, 0), (5, 5), (2, 4)]),
            [vec![0, 1, 2], vec![3, 4], vec![5]]
        );
        let chain: Vec<_> = (0..100_000).map(|n| (n, n + 1)).collect();
        assert!(circles(100_001, &chain).is_empty());
        assert!(circles(1, &[(0, 7), (9, 0)]).is_empty());
    }
}
