//! How time grows with size: the exponent `e` of `size^e`, 1 when it is linear.

/// The exponent that fits all points best, as sizes and times: the slope of a line through their logarithms.
pub(super) fn exponent(points: &[(f64, f64)]) -> Option<f64> {
    let logs = (points.iter()).map(|(size, time)| (size.ln(), time.ln()));
    let logs: Vec<(f64, f64)> = logs
        .filter(|(size, time)| size.is_finite() && time.is_finite())
        .collect();
    if logs.len() < 2 {
        return None;
    }
    let count = logs.len() as f64;
    let mean_size = logs.iter().map(|(size, _)| size).sum::<f64>() / count;
    let mean_time = logs.iter().map(|(_, time)| time).sum::<f64>() / count;
    let (mut shared, mut own) = (0.0, 0.0);
    for (size, time) in &logs {
        shared += (size - mean_size) * (time - mean_time);
        own += (size - mean_size).powi(2);
    }
    (own > 0.0).then(|| shared / own)
}

#[cfg(test)]
mod tests {
    use super::exponent;

    #[test]
    fn the_exponent_of_a_power_is_found() {
        let points = |power: f64| [1.0_f64, 3.0, 10.0].map(|size| (size, 0.2 * size.powf(power)));
        for power in [0.5, 1.0, 2.0] {
            let found = exponent(&points(power)).unwrap_or_default();
            assert!((found - power).abs() < 1e-9, "{found} is not {power}");
        }
    }

    #[test]
    fn one_size_has_no_exponent() {
        assert_eq!(exponent(&[(1.0, 1.0)]), None);
        assert_eq!(exponent(&[(1.0, 1.0), (1.0, 2.0)]), None);
    }
}
