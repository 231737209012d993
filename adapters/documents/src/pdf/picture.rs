//! Renders a page as PNG.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::read_error::ReadError;

/// The maximum width of a picture, in pixels.
const MAX_WIDTH: f32 = 2_500.0;
/// The maximum height of a picture, in pixels. For a very high page the picture is narrower than requested.
const MAX_HEIGHT: f32 = 5_000.0;

/// A page as a PNG of this width, on white.
pub(super) fn paint(page: &Page<'_>, width: u16) -> Result<Vec<u8>, ReadError> {
    if page.page_stream().is_some_and(|content| content.len() > super::MAX_CONTENT_BYTES) {
        return Err(ReadError::unreadable("a page has too much content"));
    }
    let (page_width, page_height) = page.render_dimensions();
    let scale = (f32::from(width).clamp(1.0, MAX_WIDTH) / page_width).min(MAX_HEIGHT / page_height);
    // Rounded down by the renderer, so that a page of 595.3 points would lose a pixel.
    let scale = scale + 0.01 / page_width.max(page_height);
    if !scale.is_finite() || page_width * scale < 1.0 || page_height * scale < 1.0 {
        return Err(ReadError::unreadable("a page is too narrow to be seen"));
    }
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let settings = InterpreterSettings::default();
    let picture = render(page, &RenderCache::new(), &settings, &RenderSettings::default(), &size);
    picture.into_png().map_err(ReadError::unreadable)
}
